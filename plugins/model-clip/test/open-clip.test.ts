import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { Encoder, EncoderInput, Model } from "@mieb/core";
import { imagePreprocessor, pixelTensor, textTokenizer, torchvisionProcessor } from "@mieb/onnx";
import { describeModel, describeOriginal, encodeOptions, vectorDifference, type OriginalAnswers } from "@mieb/testing";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { clipFamily } from "../src/clip-family.ts";
import { openClipFamily } from "../src/open-clip-family.ts";
import { folderRepository } from "./folder-repository.ts";

const fixture = fileURLToPath(new URL("fixtures/tiny-open-clip", import.meta.url));
const imageFolder = new URL("../../../packages/onnx/test/fixtures/images/", import.meta.url);
const json = (file: string): unknown => JSON.parse(readFileSync(join(fixture, file), "utf8"));
const expected = json("expected.json") as OriginalAnswers;
const { preprocess_cfg } = json("open_clip_config.json") as {
  preprocess_cfg: Parameters<typeof torchvisionProcessor>[0];
};

const identity = { table: "test", column: "input", row: 0, contentHash: "" };
const texts: readonly EncoderInput[] = expected.texts.map(({ text }) => ({ text, identity }));
const images: readonly EncoderInput[] = Object.keys(expected.images).map((name) => ({
  image: readFileSync(new URL(name, imageFolder)),
  identity: { ...identity, column: name },
}));

const open = (folder: string): Promise<Model> =>
  openClipFamily.open({ reference: folder, repository: folderRepository(folder, "owner/open-clip") }) as Promise<Model>;
const load = async (): Promise<Encoder> => (await open(fixture)).load({ dtype: "fp32", device: "cpu" });

describeModel("tiny-open-clip", load);

// torchvision's transforms, whose crops round to even; SimpleTokenizer, with its cleaning and filled up with 0.
const preprocessor = imagePreprocessor(torchvisionProcessor({ ...preprocess_cfg, size: 36 }));
const tokenizer = textTokenizer({
  tokenizer: json("tokenizer.json"),
  config: json("tokenizer_config.json"),
  maxPositions: 24,
  padding: "max-length",
  padId: 0,
  cleaning: "lower",
});

describeOriginal("tiny-open-clip", {
  answers: expected,
  images: imageFolder,
  load,
  pixels: (input) => pixelTensor([input], { preprocessor, conversion: "rgb" }),
  tokenIds: (text) => tokenizer.encode([text]).inputIds,
});

describe("tiny-folders, the same model with a folder for each tower", () => {
  const folder = fileURLToPath(new URL("fixtures/tiny-folders", import.meta.url));

  it("is claimed and described by its files", async () => {
    const candidate = { reference: folder, repository: folderRepository(folder) };
    expect(await openClipFamily.match(candidate)).toBe(true);
    expect(await clipFamily.match(candidate)).toBe(false);
    const model = await open(folder);
    expect(model.metadata).toMatchObject({ embedDimension: 12, maxTokens: 24, modalities: ["image", "text"] });
    expect(model.neededFiles?.("fp32").flatMap(({ anyOf }) => anyOf)).toEqual(
      expect.arrayContaining(["visual/model.onnx", "textual/model.onnx", "textual/tokenizer.json"]),
    );
  });

  it("gives the same embeddings, from graphs that normalise them and take one input at a time", async () => {
    const encoder = await (await open(folder)).load({ dtype: "fp32", device: "cpu" });
    const textRows = expected.texts.map(({ embedding }) => embedding);
    const imageRows = Object.values(expected.images).map(({ embedding }) => embedding);
    expect(vectorDifference(await encoder.encode(texts, encodeOptions), textRows)).toBeLessThan(1e-5);
    expect(vectorDifference(await encoder.encode(images, encodeOptions), imageRows)).toBeLessThan(1e-5);
    await encoder[Symbol.asyncDispose]?.();
  });
});

describe("repositories in OpenCLIP's layout", () => {
  let folder: string;
  const at = (file: string): string => join(folder, file);
  const write = (file: string, content: unknown): void => writeFileSync(at(file), JSON.stringify(content));
  const claims = async (): Promise<readonly (boolean | undefined)[]> => {
    const candidate = { reference: "owner/open-clip", repository: folderRepository(folder) };
    return Promise.all([openClipFamily, clipFamily].map((family) => family.match(candidate)));
  };
  const change = (part: "vision_cfg" | "text_cfg", fields: object): void => {
    const config = json("open_clip_config.json") as { model_cfg: Record<string, object> };
    write("open_clip_config.json", {
      ...config,
      model_cfg: { ...config.model_cfg, [part]: { ...config.model_cfg[part], ...fields } },
    });
  };

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "mieb-open-clip-"));
    cpSync(fixture, folder, { recursive: true });
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  it("are claimed by one family, also with the config.json of transformers beside", async () => {
    expect(await claims()).toEqual([true, false]);
    write("config.json", { model_type: "clip" });
    expect(await claims()).toEqual([true, false]);
    rmSync(at("open_clip_config.json"));
    expect(await claims()).toEqual([false, true]);
  });

  it("are left to the family of another model type, and to that of EVA-CLIP", async () => {
    write("config.json", { model_type: "siglip" });
    expect(await claims()).toEqual([false, false]);
    rmSync(at("config.json"));
    change("vision_cfg", { timm_model_name: "eva02_base_patch16_clip_224" });
    expect(await claims()).toEqual([false, false]);
    change("vision_cfg", { timm_model_name: "vit_base_patch16_siglip_224" });
    expect(await claims()).toEqual([true, false]);
  });

  it("are described by their configuration", async () => {
    expect((await open(folder)).metadata).toMatchObject({
      embedDimension: 12,
      maxTokens: 24,
      modalities: ["image", "text"],
    });
  });

  it("say what they are and how to export them when they hold weights alone", async () => {
    rmSync(at("onnx"), { recursive: true });
    writeFileSync(at("open_clip_pytorch_model.bin"), "");
    await expect(open(folder)).rejects.toMatchObject({
      code: "MODEL_FILES_MISSING",
      message: expect.stringContaining("only weights (open_clip_pytorch_model.bin)"),
      commands: expect.arrayContaining(["python tools/export/openclip.py owner/open-clip ./open-clip"]),
    });
  });

  it.each([
    ["text_cfg", { tokenizer_mode: "clips" }, "model_cfg.text_cfg.tokenizer_mode"],
    ["vision_cfg", { image_size: "large" }, "model_cfg.vision_cfg.image_size"],
    ["vision_cfg", { image_size: [32, 48] }, "resized by"],
  ] as const)("are refused where %s has %j", async (part, fields, named) => {
    change(part, fields);
    await expect(open(folder)).rejects.toMatchObject({
      code: "MODEL_INVALID_FILE",
      message: expect.stringContaining(named),
    });
  });
});
