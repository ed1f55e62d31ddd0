import { fileURLToPath } from "node:url";
import { parsePlugin } from "@mieb/core";
import { openHub } from "@mieb/datasets";
import { describeModel } from "@mieb/testing";
import { describe, expect, it } from "vitest";
import plugin from "../src/index.ts";
import { siglipFamily } from "../src/siglip-family.ts";

describeModel(
  "tiny-siglip",
  async () => {
    const repository = await openHub().model(fileURLToPath(new URL("fixtures/tiny-siglip", import.meta.url)));
    const model = await siglipFamily.open({ reference: repository.name, repository });
    return model.load({ dtype: "fp32", device: "cpu" });
  },
  { loads: 50 },
);

describe("the plugin", () => {
  it("is valid", () => {
    expect(parsePlugin(plugin, "index.ts").name).toBe("@mieb/model-siglip");
  });

  it("knows where the well-known models' conversions lie", () => {
    expect(plugin.modelLocations?.map(({ name, repository }) => `${name} ${repository}`)).toEqual([
      "google/siglip-base-patch16-224 Xenova/siglip-base-patch16-224",
      "google/siglip-base-patch16-256 Xenova/siglip-base-patch16-256",
      "google/siglip-base-patch16-256-multilingual Xenova/siglip-base-patch16-256-multilingual",
      "google/siglip-base-patch16-384 Xenova/siglip-base-patch16-384",
      "google/siglip-base-patch16-512 Xenova/siglip-base-patch16-512",
      "google/siglip-large-patch16-256 Xenova/siglip-large-patch16-256",
      "google/siglip-large-patch16-384 Xenova/siglip-large-patch16-384",
      "google/siglip2-base-patch32-256 onnx-community/siglip2-base-patch32-256-ONNX",
      "google/siglip2-base-patch16-224 onnx-community/siglip2-base-patch16-224-ONNX",
      "google/siglip2-base-patch16-256 onnx-community/siglip2-base-patch16-256-ONNX",
      "google/siglip2-base-patch16-384 onnx-community/siglip2-base-patch16-384-ONNX",
      "google/siglip2-base-patch16-512 onnx-community/siglip2-base-patch16-512-ONNX",
      "google/siglip2-large-patch16-256 onnx-community/siglip2-large-patch16-256-ONNX",
      "google/siglip2-large-patch16-384 onnx-community/siglip2-large-patch16-384-ONNX",
      "google/siglip2-large-patch16-512 onnx-community/siglip2-large-patch16-512-ONNX",
    ]);
  });
});
