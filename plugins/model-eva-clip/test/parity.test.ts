import { readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { parsePlugin, type Encoder } from "@mieb/core";
import { openHub } from "@mieb/datasets";
import {
  imagePreprocessor,
  pixelTensor,
  textTokenizer,
  torchvisionProcessor,
  type TorchvisionConfig,
} from "@mieb/onnx";
import { describeModel, describeOriginal, repositoryCopy, type OriginalAnswers } from "@mieb/testing";
import { describe, expect, it } from "vitest";
import { evaClipFamily } from "../src/eva-clip-family.ts";
import plugin from "../src/index.ts";

const fixture = new URL("fixtures/tiny-eva-clip/", import.meta.url);
const json = (file: string): unknown => JSON.parse(readFileSync(new URL(file, fixture), "utf8"));
const config = json("open_clip_config.json") as { model_cfg: object; preprocess_cfg: TorchvisionConfig };

async function load(): Promise<Encoder> {
  const repository = await openHub().model(fileURLToPath(fixture));
  const model = await evaClipFamily.open({ reference: "tiny-eva-clip", repository });
  return model.load({ dtype: "fp32", device: "cpu" });
}

const preprocessor = imagePreprocessor(torchvisionProcessor({ ...config.preprocess_cfg, size: 32 }));
const tokenizer = textTokenizer({
  tokenizer: json("tokenizer.json"),
  config: json("tokenizer_config.json"),
  maxPositions: 24,
  padding: "max-length",
  padId: 0,
  cleaning: "lower",
});

describeModel("tiny-eva-clip", load);

describeOriginal("tiny-eva-clip", {
  answers: json("expected.json") as OriginalAnswers,
  images: new URL("../../../packages/onnx/test/fixtures/images/", import.meta.url),
  load,
  pixels: (input) => pixelTensor([input], { preprocessor, conversion: "rgb" }),
  tokenIds: (text) => tokenizer.encode([text]).inputIds,
});

describe("evaClipFamily", () => {
  const { at, matches, open, remove, writeJson } = repositoryCopy(evaClipFamily, fixture);
  const writeConfig = (vision_cfg: object): void =>
    writeJson("open_clip_config.json", { ...config, model_cfg: { ...config.model_cfg, vision_cfg } });

  it("claims EVA's image towers alone", async () => {
    expect(await matches()).toBe(true);
    writeConfig({ image_size: 224, timm_model_name: "eva_giant_patch14_clip_224" });
    expect(await matches()).toBe(true);
    writeConfig({ image_size: 224, timm_model_name: "vit_medium_patch16_rope_reg1_gap_256" });
    expect(await matches()).toBe(false);
    writeConfig({ image_size: 224 });
    expect(await matches()).toBe(false);
    expect(await evaClipFamily.match({ reference: "python:eva", scheme: "python" })).toBe(false);
  });

  it("says how to export a repository of weights", async () => {
    remove("onnx");
    writeFileSync(at("open_clip_model.safetensors"), "");
    await expect(open()).rejects.toMatchObject({
      code: "MODEL_FILES_MISSING",
      message: expect.stringContaining("only weights (open_clip_model.safetensors)"),
      commands: expect.arrayContaining([expect.stringContaining("python tools/export/openclip.py")]),
    });
  });
});

describe("the plugin", () => {
  it("is valid", () => {
    expect(parsePlugin(plugin, "index.ts").name).toBe("@mieb/model-eva-clip");
  });
});
