import { describe, expect, it } from "vitest";
import { modulesLoadedBy } from "./modules-loaded-by.ts";

describe("modulesLoadedBy", () => {
  it("notices libraries and addons: @mieb/onnx loads sharp, but not ONNX Runtime", () => {
    const loaded = modulesLoadedBy(new URL("../../onnx/src/index.ts", import.meta.url));
    expect(loaded).toContainEqual(expect.stringContaining("sharp"));
    expect(loaded).toContainEqual(expect.stringMatching(/\.node$/));
    expect(loaded.filter((url) => url.includes("onnxruntime"))).toEqual([]);
  });
});
