import { describeModelFamily, repositoryCopy } from "@mieb/testing";
import { describe, expect, it } from "vitest";
import { siglipFamily } from "../src/siglip-family.ts";

const fixture = new URL("fixtures/tiny-siglip", import.meta.url);

describeModelFamily(siglipFamily, {
  fixture,
  otherType: "clip",
  invalid: {
    config: { model_type: "siglip", text_config: { max_position_embeddings: "x" } },
    field: "text_config.max_position_embeddings",
  },
  exportCommand: "optimum-cli export onnx",
});

describe("siglipFamily.open", () => {
  const { matches, open, remove, writeJson } = repositoryCopy(siglipFamily, fixture);

  it("describes the model from its files", async () => {
    expect((await open()).metadata).toMatchObject({
      modalities: ["image", "text"],
      similarity: "cosine",
      embedDimension: 48,
      maxTokens: 24,
    });
  });

  it("fills in what published configurations leave out", async () => {
    // google/siglip2-base-patch16-512 in full.
    writeJson("config.json", {
      initializer_factor: 1,
      model_type: "siglip",
      text_config: { model_type: "siglip_text_model", vocab_size: 256_000 },
      vision_config: { image_size: 512, model_type: "siglip_vision_model" },
    });
    expect((await open()).metadata).toMatchObject({ embedDimension: 768, maxTokens: 64 });
  });

  it("takes a repository of the image tower alone", async () => {
    remove("onnx/text_model.onnx", "tokenizer.json", "tokenizer_config.json");
    const { metadata } = await open();
    expect([metadata.modalities, metadata.maxTokens]).toEqual([["image"], null]);
  });

  it("says of NaFlex checkpoints what they are and what to take instead", async () => {
    writeJson("config.json", { model_type: "siglip2", vision_config: { num_patches: 256 } });
    expect(await matches()).toBe(true);
    await expect(open()).rejects.toMatchObject({
      code: "MODEL_NO_FAMILY",
      message: expect.stringContaining("NaFlex"),
      hint: expect.stringContaining("google/siglip2-base-patch16-224"),
    });
  });
});
