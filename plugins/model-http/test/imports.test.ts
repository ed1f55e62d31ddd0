import { modulesLoadedBy } from "@mieb/testing";
import { describe, expect, it } from "vitest";

const heavy = /onnxruntime|sharp|p-retry|p-queue|\/packages\/(onnx|kernels)\/|\.node$/;

describe("importing the plugin", () => {
  it("loads no client, no queue, no image library", () => {
    const loaded = modulesLoadedBy(new URL("../src/index.ts", import.meta.url));
    expect(loaded.some((url) => url.includes("/packages/core/"))).toBe(true);
    expect(loaded.filter((url) => heavy.test(url))).toEqual([]);
  });

  it("is a test that would notice: the encoder does load them, but not the image library", () => {
    const loaded = modulesLoadedBy(new URL("../src/encode/server-encoder.ts", import.meta.url));
    expect(loaded.some((url) => url.includes("p-retry"))).toBe(true);
    expect(loaded.filter((url) => url.includes("sharp"))).toEqual([]);
  });
});
