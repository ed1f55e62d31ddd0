import { modulesLoadedBy } from "@mieb/testing";
import { describe, expect, it } from "vitest";

const heavy = /onnxruntime|sharp|tokenizers|\/packages\/(onnx|kernels)\/|\.node$/;

describe("importing the plugin", () => {
  it("loads neither ONNX Runtime, nor sharp, nor the addon", () => {
    const loaded = modulesLoadedBy(new URL("../src/index.ts", import.meta.url));
    expect(loaded.some((url) => url.includes("/packages/core/"))).toBe(true);
    expect(loaded.filter((url) => heavy.test(url))).toEqual([]);
  });

  it("is a test that would notice: @mieb/onnx does load sharp, but not ONNX Runtime", () => {
    const loaded = modulesLoadedBy(new URL("../../../packages/onnx/src/index.ts", import.meta.url));
    expect(loaded.some((url) => url.includes("sharp"))).toBe(true);
    expect(loaded.filter((url) => url.includes("onnxruntime"))).toEqual([]);
  });
});
