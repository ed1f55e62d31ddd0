import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { parsePlugin, type Encoder, type ModelCandidate } from "@mieb/core";
import { openHub } from "@mieb/datasets";
import {
  imagePreprocessor,
  pixelTensor,
  textTokenizer,
  torchvisionProcessor,
  type TorchvisionConfig,
} from "@mieb/onnx";
import { describeModel, describeOriginal, type OriginalAnswers } from "@mieb/testing";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { evaClipFamily } from "../src/eva-clip-family.ts";
import plugin from "../src/index.ts";

const fixture = fileURLToPath(new URL("fixtures/tiny-eva-clip", import.meta.url));
const json = (file: string): unknown => JSON.parse(readFileSync(join(fixture, file), "utf8"));
const config = json("open_clip_config.json") as { model_cfg: object; preprocess_cfg: TorchvisionConfig };

async function load(): Promise<Encoder> {
  const repository = await openHub().model(fixture);
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
  let folder: string;
  const candidate = async (): Promise<ModelCandidate> => ({
    reference: folder,
    repository: await openHub().model(folder),
  });
  const writeConfig = (vision_cfg: object): void =>
    writeFileSync(
      join(folder, "open_clip_config.json"),
      JSON.stringify({ ...config, model_cfg: { ...config.model_cfg, vision_cfg } }),
    );

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "mieb-eva-clip-"));
    cpSync(fixture, folder, { recursive: true });
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  it("claims EVA's image towers alone", async () => {
    expect(await evaClipFamily.match(await candidate())).toBe(true);
    writeConfig({ image_size: 224, timm_model_name: "eva_giant_patch14_clip_224" });
    expect(await evaClipFamily.match(await candidate())).toBe(true);
    writeConfig({ image_size: 224, timm_model_name: "vit_medium_patch16_rope_reg1_gap_256" });
    expect(await evaClipFamily.match(await candidate())).toBe(false);
    writeConfig({ image_size: 224 });
    expect(await evaClipFamily.match(await candidate())).toBe(false);
    expect(await evaClipFamily.match({ reference: "python:eva", scheme: "python" })).toBe(false);
  });

  it("says how to export a repository of weights", async () => {
    rmSync(join(folder, "onnx"), { recursive: true });
    writeFileSync(join(folder, "open_clip_model.safetensors"), "");
    await expect((async () => evaClipFamily.open(await candidate()))()).rejects.toMatchObject({
      code: "MODEL_FILES_MISSING",
      message: expect.stringContaining("only weights (open_clip_model.safetensors)"),
      hint: expect.stringContaining("python tools/export/openclip.py"),
    });
  });
});

describe("the plugin", () => {
  it("is valid", () => {
    expect(parsePlugin(plugin, "index.ts").name).toBe("@mieb/model-eva-clip");
  });
});
