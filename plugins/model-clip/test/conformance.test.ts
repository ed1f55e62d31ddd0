import { fileURLToPath } from "node:url";
import { parsePlugin } from "@mieb/core";
import { describeModel } from "@mieb/testing";
import { describe, expect, it } from "vitest";
import { clipFamily } from "../src/clip-family.ts";
import plugin from "../src/index.ts";
import { folderRepository } from "./folder-repository.ts";

const repository = folderRepository(fileURLToPath(new URL("fixtures/tiny-clip", import.meta.url)));

describeModel(
  "tiny-clip",
  async () => {
    const model = await clipFamily.open({ reference: repository.name, repository });
    return model.load({ dtype: "fp32", device: "cpu" });
  },
  { loads: 50 },
);

describe("the plugin", () => {
  it("is valid", () => {
    expect(parsePlugin(plugin, "index.ts").name).toBe("@mieb/model-clip");
  });

  it("knows where the well-known models' conversions lie", () => {
    expect(plugin.modelLocations?.map(({ name, repository: at }) => [name, at])).toEqual([
      ["openai/clip-vit-base-patch32", "Xenova/clip-vit-base-patch32"],
      ["openai/clip-vit-base-patch16", "Xenova/clip-vit-base-patch16"],
      ["openai/clip-vit-large-patch14", "Xenova/clip-vit-large-patch14"],
      ["openai/clip-vit-large-patch14-336", "Xenova/clip-vit-large-patch14-336"],
      ["sentence-transformers/clip-ViT-B-32", "Xenova/clip-vit-base-patch32"],
      ["laion/CLIP-ViT-B-32-laion2B-s34B-b79K", "immich-app/ViT-B-32__laion2b-s34b-b79k"],
      ["laion/CLIP-ViT-L-14-laion2B-s32B-b82K", "immich-app/ViT-L-14__laion2b-s32b-b82k"],
    ]);
  });
});
