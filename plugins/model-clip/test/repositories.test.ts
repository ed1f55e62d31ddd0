import { cpSync, mkdtempSync, readFileSync, renameSync, rmSync, truncateSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { Encoder, EncoderInput, Model, ModelRepository } from "@mieb/core";
import { encodeOptions } from "@mieb/testing";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { clipFamily } from "../src/clip-family.ts";
import { openClipFamily } from "../src/open-clip-family.ts";
import { folderRepository } from "./folder-repository.ts";

const context = { dtype: "fp32", device: "cpu", threads: 1 };
const identity = { table: "owner/data (default/test)", column: "picture", row: 12, contentHash: "" };
const image: EncoderInput = {
  image: readFileSync(new URL("../../../packages/onnx/test/fixtures/images/rgb.png", import.meta.url)),
  identity,
};
const text: EncoderInput = { text: "a photo of a cat", identity };

let folder: string;
const at = (file: string): string => join(folder, file);
const remove = (...files: readonly string[]): void => files.forEach((file) => rmSync(at(file)));
const repository = (): ModelRepository => folderRepository(folder, "owner/clip");
const open = (): Promise<Model> =>
  clipFamily.open({ reference: "owner/clip", repository: repository() }) as Promise<Model>;
const load = async (): Promise<Encoder> => (await open()).load(context);

function copyFixture(name: string): void {
  folder = mkdtempSync(join(tmpdir(), "mieb-clip-"));
  cpSync(fileURLToPath(new URL(`fixtures/${name}`, import.meta.url)), folder, { recursive: true });
}
beforeEach(() => copyFixture("tiny-clip"));
afterEach(() => rmSync(folder, { recursive: true }));

async function encodeOne(encoder: Encoder, input: EncoderInput): Promise<readonly number[]> {
  return [...(await encoder.encode([input], encodeOptions)).values];
}

describe("clipFamily.match", () => {
  it("claims by the model type in config.json alone", async () => {
    const matches = async (): Promise<boolean> =>
      clipFamily.match({ reference: "owner/clip", repository: repository() });
    expect(await matches()).toBe(true);
    writeFileSync(at("config.json"), JSON.stringify({ model_type: "siglip" }));
    expect(await matches()).toBe(false);
    remove("config.json");
    expect(await matches()).toBe(false);
    expect(await clipFamily.match({ reference: "python:clip", scheme: "python" })).toBe(false);
  });
});

describe.each(["combined-clip", "tiny-metaclip2"])("a repository with one graph for both towers, %s", (fixture) => {
  beforeEach(() => {
    rmSync(folder, { recursive: true });
    copyFixture(fixture);
  });

  it("is claimed", async () => {
    expect(await clipFamily.match({ reference: "owner/clip", repository: repository() })).toBe(true);
  });

  it("gives each tower's embeddings as torch does before it normalises them", async () => {
    const encoder = await load();
    const expected = JSON.parse(readFileSync(at("expected.json"), "utf8")) as Record<string, readonly number[]>;
    const close = (values: readonly number[] = []): readonly number[] =>
      values.map((value) => expect.closeTo(value, 5) as number);
    expect(await encodeOne(encoder, text)).toEqual(close(expected["textEmbedding"]));
    expect(await encodeOne(encoder, image)).toEqual(close(expected["imageEmbedding"]));
    await encoder[Symbol.asyncDispose]?.();
  });
});

describe("layouts of published repositories", () => {
  const ownLayout = readFileSync(new URL("fixtures/tiny-open-clip/open_clip_config.json", import.meta.url), "utf8");
  const squashed = (): string => {
    const { model_cfg, preprocess_cfg } = JSON.parse(ownLayout) as Record<string, object>;
    const visionConfig = { image_size: 378, layers: 32, width: 1280, head_width: 80, patch_size: 14 };
    return JSON.stringify({
      model_cfg: { ...model_cfg, quick_gelu: true, vision_cfg: visionConfig },
      preprocess_cfg: { ...preprocess_cfg, resize_mode: "squash" },
    });
  };

  it.each<[string, string | undefined, string | undefined, string]>([
    ["LAION: transformers' config.json beside OpenCLIP's", "clip", ownLayout, "open-clip"],
    ["DataComp: OpenCLIP's alone", undefined, ownLayout, "open-clip"],
    ["DFN: both, images squashed", "clip", squashed(), "open-clip"],
    ["MetaCLIP: transformers' alone", "clip", undefined, "clip"],
    ["MetaCLIP 2: transformers' alone", "metaclip_2", undefined, "clip"],
  ])("%s", async (_, modelType, openClipConfig, family) => {
    if (modelType === undefined) remove("config.json");
    else writeFileSync(at("config.json"), JSON.stringify({ model_type: modelType }));
    if (openClipConfig !== undefined) writeFileSync(at("open_clip_config.json"), openClipConfig);
    const candidate = { reference: "owner/clip", repository: repository() };
    const claims = await Promise.all([clipFamily, openClipFamily].map((each) => each.match(candidate)));
    expect([clipFamily, openClipFamily].filter((__, i) => claims[i]).map(({ name }) => name)).toEqual([family]);
    const model = await [clipFamily, openClipFamily].find(({ name }) => name === family)?.open(candidate);
    expect(model?.metadata.modalities).toEqual(["image", "text"]);
  });
});

describe("a repository with one tower", () => {
  it.each([
    ["vision_model", "image", text],
    ["text_model", "text", image],
  ])("%s: has modality %s and refuses the other", async (graph, modality, other) => {
    remove(`onnx/${graph === "vision_model" ? "text_model" : "vision_model"}.onnx`);
    if (modality === "image") remove("tokenizer.json", "tokenizer_config.json");
    else remove("preprocessor_config.json", "processor_config.json");
    expect((await open()).metadata.modalities).toEqual([modality]);
    const encoder = await load();
    expect(encoder.modalities).toEqual([modality]);
    await expect(encodeOne(encoder, other)).rejects.toMatchObject({ code: "MODEL_MODALITY_MISSING" });
    expect(await encodeOne(encoder, modality === "image" ? image : text)).toHaveLength(32);
    await encoder[Symbol.asyncDispose]?.();
  });
});

describe("a repository with one damaged tower", () => {
  it("serves the other", async () => {
    remove("tokenizer.json");
    truncateSync(at("onnx/text_model.onnx"), 100);
    const encoder = await load();
    expect(await encodeOne(encoder, image)).toHaveLength(32);
    await expect(encodeOne(encoder, text)).rejects.toMatchObject({ code: "MODEL_FILES_MISSING" });
    await encoder[Symbol.asyncDispose]?.();
  });
});

describe("a flag with a slip of the pen", () => {
  it.each([{ dtype: "fp17" }, { device: "cudda" }])("is refused before anything is loaded: %o", async (slip) => {
    await expect((await open()).describe?.({ ...context, ...slip })).rejects.toMatchObject({
      code: "USAGE_INVALID_ARGUMENT",
    });
  });
});

describe("other layouts", () => {
  it("takes graphs at the root, and the processor from processor_config.json", async () => {
    const first = await load();
    const expected = await encodeOne(first, image);
    for (const name of ["text_model.onnx", "vision_model.onnx"]) renameSync(at(`onnx/${name}`), at(name));
    remove("preprocessor_config.json");
    const second = await load();
    expect(await encodeOne(second, image)).toEqual(expected);
    await Promise.all([first, second].map((encoder) => encoder[Symbol.asyncDispose]?.()));
  });
});

async function useBoth(): Promise<void> {
  const encoder = await load();
  try {
    await encodeOne(encoder, image);
    await encodeOne(encoder, text);
  } finally {
    await encoder[Symbol.asyncDispose]?.();
  }
}

describe("repositories that cannot be used", () => {
  it.each([
    [
      "no ONNX files",
      () => remove("onnx/text_model.onnx", "onnx/vision_model.onnx"),
      "MODEL_FILES_MISSING",
      "no ONNX files",
    ],
    ["no tokenizer.json", () => remove("tokenizer.json"), "MODEL_FILES_MISSING", "tokenizer.json"],
    [
      "no processor",
      () => remove("preprocessor_config.json", "processor_config.json"),
      "MODEL_FILES_MISSING",
      "preprocessor_config.json",
    ],
    [
      "a graph cut short",
      () => truncateSync(at("onnx/vision_model.onnx"), 200_000),
      "MODEL_INVALID_FILE",
      "vision_model.onnx",
    ],
    [
      "the wrong graph",
      () => cpSync(at("onnx/text_model.onnx"), at("onnx/vision_model.onnx")),
      "MODEL_INVALID_FILE",
      "image_embeds",
    ],
    [
      "a broken config",
      () => writeFileSync(at("config.json"), '{"model_type":"clip","projection_dim":"x"}'),
      "MODEL_INVALID_FILE",
      "projection_dim",
    ],
  ])("%s", async (_, damage, code, named) => {
    damage();
    await expect(useBoth()).rejects.toMatchObject({ code, message: expect.stringContaining(named) });
  });

  it("says which dtypes there are", async () => {
    const model = await open();
    await expect(model.load({ ...context, dtype: "q8" })).rejects.toMatchObject({
      code: "MODEL_FILES_MISSING",
      hint: expect.stringContaining("fp32"),
    });
  });
});

describe("a loaded model", () => {
  it("names table, column and row of an image that cannot be decoded", async () => {
    const encoder = await load();
    const truncated: EncoderInput = { image: image.image?.subarray(0, 500) ?? new Uint8Array(), identity };
    await expect(encoder.encode([image, truncated], encodeOptions)).rejects.toMatchObject({
      code: "IMAGE_CORRUPT",
      message: expect.stringContaining('owner/data (default/test): column "picture", row 12'),
    });
    await encoder[Symbol.asyncDispose]?.();
  });

  it("stops on the signal", async () => {
    const encoder = await load();
    const encoding = encoder.encode([image], { ...encodeOptions, signal: AbortSignal.abort() });
    await expect(encoding).rejects.toMatchObject({ code: "ABORTED" });
    await encoder[Symbol.asyncDispose]?.();
  });

  it("leaves no thread behind after 20 loads, of which some served no text", async () => {
    const ports = (): number => process.getActiveResourcesInfo().filter((kind) => kind === "MessagePort").length;
    const before = ports();
    for (let i = 0; i < 20; i++) {
      if (i === 15) truncateSync(at("onnx/text_model.onnx"), 100);
      await useBoth().catch((error) => expect(error).toMatchObject({ code: "MODEL_INVALID_FILE" }));
    }
    expect(ports()).toBe(before);
  });
});

describe("the fingerprint", () => {
  const fingerprint = async (dtype = "fp32"): Promise<string | undefined> =>
    (await (await open()).describe?.({ ...context, dtype }))?.fingerprint;

  it("is known before loading, and the same after", async () => {
    const encoder = await load();
    expect(encoder.fingerprint).toBe(await fingerprint());
    await encoder[Symbol.asyncDispose]?.();
  });

  it("follows weights, processor, tokenizer and dtype, and nothing else", async () => {
    const seen = [await fingerprint()];
    writeFileSync(at("README.md"), "changed");
    expect(await fingerprint()).toBe(seen[0]);
    cpSync(at("onnx/vision_model.onnx"), at("onnx/vision_model_fp16.onnx"));
    seen.push(await fingerprint("fp16"));
    for (const file of [
      "onnx/text_model.onnx",
      "preprocessor_config.json",
      "tokenizer.json",
      "tokenizer_config.json",
    ]) {
      writeFileSync(at(file), Buffer.concat([readFileSync(at(file)), Buffer.from("\n")]));
      seen.push(await fingerprint());
    }
    expect(new Set(seen).size).toBe(6);
  });
});
