import { fileURLToPath } from "node:url";
import { parsePlugin } from "@mieb/core";
import { openHub } from "@mieb/datasets";
import { describeModel } from "@mieb/testing";
import { describe, expect, it } from "vitest";
import { dinoFamily } from "../src/dino-family.ts";
import plugin from "../src/index.ts";

describeModel(
  "tiny-dinov2",
  async () => {
    const repository = await openHub().model(fileURLToPath(new URL("fixtures/tiny-dinov2", import.meta.url)));
    const model = await dinoFamily.open({ reference: repository.name, repository });
    return model.load({ dtype: "fp32", device: "cpu" });
  },
  { loads: 50 },
);

describe("the plugin", () => {
  it("is valid", () => {
    expect(parsePlugin(plugin, "index.ts").name).toBe("@mieb/model-dino");
  });

  it("knows where the well-known models' conversions lie", () => {
    expect(plugin.modelLocations?.map(({ name, repository }) => `${name} ${repository}`)).toEqual([
      "facebook/dinov2-small Xenova/dinov2-small",
      "facebook/dinov2-base Xenova/dinov2-base",
      "facebook/dinov2-large Xenova/dinov2-large",
      "facebook/dinov3-vits16-pretrain-lvd1689m onnx-community/dinov3-vits16-pretrain-lvd1689m-ONNX",
      "facebook/dinov3-vitb16-pretrain-lvd1689m onnx-community/dinov3-vitb16-pretrain-lvd1689m-ONNX",
      "facebook/dinov3-vitl16-pretrain-lvd1689m onnx-community/dinov3-vitl16-pretrain-lvd1689m-ONNX",
    ]);
  });
});
