import { describe, expect, it } from "vitest";
import { modulesLoadedBy } from "./modules-loaded-by.ts";

const heavy = /onnxruntime|sharp|tokenizers|p-retry|p-queue|\/packages\/(onnx|kernels)\/|\.node$/;

/**
 * Suite that a plugin's entry, its sources' `index.ts`, loads nothing heavy: no inference, image or tokenizer library, no HTTP
 * client, no native addon. All of them wait until a model is opened.
 */
export function describeImports(entry: URL): void {
  describe("importing the plugin", () => {
    it("loads no inference, image or tokenizer library, no client, no addon", () => {
      const loaded = modulesLoadedBy(entry);
      expect(loaded.some((url) => url.includes("/packages/core/"))).toBe(true);
      expect(loaded.filter((url) => heavy.test(url))).toEqual([]);
    });
  });
}
