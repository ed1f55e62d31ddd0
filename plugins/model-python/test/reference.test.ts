import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { findPython } from "../src/find-python.ts";
import { parseReference } from "../src/parse-reference.ts";

describe("a reference", () => {
  it.each([
    ["python:owner/name", { name: "owner/name" }],
    ["python:./a folder/model", { name: "./a folder/model" }],
    ["python:./my_models.py:owner/name", { source: "./my_models.py", name: "owner/name" }],
    ["python:/x/my.models.py", { source: "/x/my.models.py" }],
    ["python:my_package.models:tiny", { source: "my_package.models", name: "tiny" }],
    ["python:C:\\models\\mine.py:owner/name", { source: "C:\\models\\mine.py", name: "owner/name" }],
    ["python:C:\\models\\mine", { name: "C:\\models\\mine" }],
  ])("%s", (text, expected) => {
    expect(parseReference(text)).toEqual({ text, settings: { timeout: 600 }, ...expected });
  });

  it("has settings", () => {
    const text = "python:o/n?python=/opt/my%20env&loader=mteb&revision=abc&dimensions=64&timeout=5";
    expect(parseReference(text).settings).toEqual({
      python: "/opt/my env",
      loader: "mteb",
      revision: "abc",
      dimensions: 64,
      timeout: 5,
    });
  });

  it.each([
    ["python:", /names no model/],
    ["python:?dimensions=2", /names no model/],
    ["python:o/n?dimension=2", /dimension/],
    ["python:o/n?dimensions=0", /dimensions/],
    ["python:o/n?loader=keras", /loader/],
  ])("%s is refused", (text, message) => {
    expect(() => parseReference(text)).toThrow(message);
  });
});

describe.skipIf(process.platform === "win32")("the interpreter", () => {
  let folder: string;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), "mieb-find-python-"));
    for (const name of ["setting", "mieb", "active"]) {
      await mkdir(join(folder, name, "bin"), { recursive: true });
      await writeFile(join(folder, name, "bin/python"), "");
    }
  });
  afterAll(() => rm(folder, { recursive: true, force: true }));

  it("is the reference's, then MIEB_PYTHON, then the active environment's, then python3", () => {
    const environment = {
      MIEB_PYTHON: join(folder, "mieb/bin/python"),
      VIRTUAL_ENV: join(folder, "active"),
      CONDA_PREFIX: "/elsewhere",
    };
    expect(findPython(join(folder, "setting"), environment)).toBe(join(folder, "setting/bin/python"));
    expect(findPython(undefined, environment)).toBe(join(folder, "mieb/bin/python"));
    expect(findPython(undefined, { ...environment, MIEB_PYTHON: " " })).toBe(join(folder, "active/bin/python"));
    expect(findPython(undefined, {})).toBe("python3");
    expect(findPython("python3.12", environment)).toBe("python3.12");
  });

  it("must exist where it was named", () => {
    expect(() => findPython(undefined, { MIEB_PYTHON: join(folder, "none/bin/python") })).toThrow(
      /^MIEB_PYTHON names .*none\/bin\/python, where there is no Python/,
    );
    expect(() => findPython(folder, {})).toThrow(/^\?python names/);
  });
});
