import { describe, expect, it } from "vitest";
import { isMiebError } from "./errors.ts";
import { CONTRACT_VERSION, parsePlugin } from "./plugin.ts";

const valid = { name: "@acme/pets", contractVersion: CONTRACT_VERSION };

describe("parsePlugin", () => {
  it("returns the very value it was given", () => {
    expect(parsePlugin(valid, "index.js")).toBe(valid);
  });

  it("names plugin, file, entry and field of a fault", () => {
    const broken = { ...valid, tasks: [{ metadata: { name: "Pets" }, evaluator: "probe" }] };
    expect(() => parsePlugin(broken, "pets/index.js")).toThrow(
      /Plugin @acme\/pets \(pets\/index\.js\) is not valid:\n {2}tasks\[0\] \(Pets\)\.metadata\.description: /,
    );
  });

  it("tells a wrong contract version from a malformed plugin", () => {
    const code = (value: unknown): string | undefined => {
      try {
        parsePlugin(value, "index.js");
      } catch (error) {
        return isMiebError(error) ? error.code : String(error);
      }
      return undefined;
    };
    expect(code({ ...valid, contractVersion: CONTRACT_VERSION + 1 })).toBe("PLUGIN_CONTRACT_VERSION");
    expect(code({ ...valid, contractVersion: "1" })).toBe("PLUGIN_INVALID");
    expect(code(undefined)).toBe("PLUGIN_INVALID");
    expect(code({ ...valid, modelFamilies: [{ name: "clip", match: true, open() {} }] })).toBe("PLUGIN_INVALID");
  });

  it("checks aggregates by their own shape", () => {
    const broken = { ...valid, tasks: [{ metadata: { name: "Mean" }, components: [] }] };
    expect(() => parsePlugin(broken, "index.js")).toThrow(/tasks\[0\] \(Mean\)\.components/);
  });
});
