import { describe, expect, it } from "vitest";
import { callerDirectory } from "./package-folder.ts";
import { entryFile, userConditions } from "./plugin-entry.ts";

describe("entryFile", () => {
  it("follows the export conditions Node runs with", () => {
    const exports = { ".": { "@mieb/source": "./src/index.ts", default: "./dist/index.js" } };
    const expected = userConditions().includes("@mieb/source") ? "/p/src/index.ts" : "/p/dist/index.js";
    expect(entryFile({ folder: "/p", manifest: { exports } }, ".")).toBe(expected);
  });
});

describe("userConditions", () => {
  it.each([
    [["-C", "a"], ["a"]],
    [
      ["--conditions=a", "--conditions", "b"],
      ["a", "b"],
    ],
    [["--enable-source-maps"], []],
  ])("of %j are %j", (args, expected) => expect(userConditions(args)).toEqual(expected));
});

describe("callerDirectory", () => {
  it("is where npm was called when npm moved, and the working directory when a script moved", () => {
    const npm = { INIT_CWD: "/user", npm_package_json: "/repo/package.json" };
    expect(callerDirectory(npm, "/repo")).toBe("/user");
    expect(callerDirectory(npm, "/repo/sub")).toBe("/repo/sub");
    expect(callerDirectory({}, "/anywhere")).toBe("/anywhere");
  });
});
