import { describe, expect, it } from "vitest";
import { isMiebError } from "./errors.ts";
import { CONTRACT_VERSION, parsePlugin } from "./plugin.ts";

const metadata = {
  name: "Mean",
  description: "The mean of others.",
  type: "ImageClassification",
  category: "i2c",
  modalities: ["image"],
  dataset: { path: "none", revision: "1" },
  evalSplits: ["test"],
  subsets: { default: ["eng-Latn"] },
  mainScore: "accuracy",
  license: "mit",
  reference: null,
  citation: "",
};
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
    const aggregate = { metadata, components: [{ task: "Pets" }] };
    expect(() => parsePlugin({ ...valid, tasks: [aggregate] }, "index.js")).not.toThrow();
    const broken = { ...valid, tasks: [aggregate, { metadata, components: [] }] };
    expect(() => parsePlugin(broken, "index.js")).toThrow(/tasks\[1\] \(Mean\)\.components: /);
  });
});
