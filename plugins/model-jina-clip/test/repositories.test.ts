import { describeModelFamily, repositoryCopy } from "@mieb/testing";
import { describe, expect, it } from "vitest";
import { jinaClipFamily } from "../src/jina-clip-family.ts";

const fixture = new URL("fixtures/tiny-v1", import.meta.url);

describeModelFamily(jinaClipFamily, {
  fixture,
  otherType: "clip",
  invalid: { config: { model_type: "jina_clip", projection_dim: "wide" }, field: "projection_dim" },
  exportCommand: "python tools/export/jina_clip.py",
});

describe("jinaClipFamily", () => {
  const { open, remove, writeJson } = repositoryCopy(jinaClipFamily, fixture);

  it("describes the model from its files", async () => {
    writeJson("config.json", { model_type: "jina_clip", projection_dim: 1024 });
    expect((await open()).metadata).toMatchObject({
      embedDimension: 1024,
      maxTokens: 512,
      modalities: ["image", "text"],
    });
  });

  it("needs no image processor for texts alone", async () => {
    remove("onnx/vision_model.onnx", "preprocessor_config.json");
    expect((await open()).metadata.modalities).toEqual(["text"]);
  });

  it.each([
    [{ truncate_dim: 256 }, "truncate_dim"],
    [{ text_config: { default_instruction_task: "retrieval.query" } }, "text_config.default_instruction_task"],
  ])("refuses what would change vectors behind its back: %j", async (fields, named) => {
    writeJson("config.json", { model_type: "jina_clip", ...fields });
    await expect(open()).rejects.toMatchObject({
      code: "MODEL_INVALID_FILE",
      message: expect.stringContaining(named),
    });
  });
});
