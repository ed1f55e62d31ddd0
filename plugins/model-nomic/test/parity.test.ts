import { cpSync, mkdtempSync, readFileSync, renameSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { Encoder, EncoderInput, Model } from "@mieb/core";
import { openHub } from "@mieb/datasets";
import { imagePreprocessor, pixelTensor, textTokenizer } from "@mieb/onnx";
import { describeOriginal, encodeOptions, vectorDifference, type OriginalAnswers } from "@mieb/testing";
import { describe, expect, it } from "vitest";
import { nomicFamily } from "../src/nomic-family.ts";

const folder = fileURLToPath(new URL("fixtures/tiny-nomic", import.meta.url));
const imageFolder = new URL("../../../packages/onnx/test/fixtures/images/", import.meta.url);
const json = (file: string): unknown => JSON.parse(readFileSync(join(folder, file), "utf8"));
const expected = json("expected.json") as OriginalAnswers;

const identity = { table: "test", column: "input", row: 0, contentHash: "" };
const texts: readonly EncoderInput[] = expected.texts.map(({ text }) => ({ text, identity }));
const images: readonly EncoderInput[] = Object.keys(expected.images).map((name) => ({
  image: readFileSync(new URL(name, imageFolder)),
  identity: { ...identity, column: name },
}));

async function open(from: string): Promise<Model> {
  const repository = await openHub().model(from);
  expect(await nomicFamily.match({ reference: from, repository })).toBe(true);
  return nomicFamily.open({ reference: from, repository });
}

const textRows = expected.texts.map(({ embedding }) => embedding);
const imageRows = Object.values(expected.images).map(({ embedding }) => embedding);

const load = async (from: string): Promise<Encoder> => (await open(from)).load({ dtype: "fp32", device: "cpu" });
const preprocessor = imagePreprocessor(json("preprocessor_config.json"));
const tokenizer = textTokenizer({
  tokenizer: json("tokenizer.json"),
  config: json("tokenizer_config.json"),
  maxPositions: 8192,
});

describeOriginal("tiny-nomic", {
  answers: expected,
  images: imageFolder,
  load: () => load(folder),
  pixels: (input) => pixelTensor([input], { preprocessor, conversion: "native" }),
  tokenIds: (text) => tokenizer.encode([text]).inputIds,
});

describe("tiny-nomic", () => {
  it("adds the vectors of a pair", async () => {
    const encoder = await load(folder);
    const pair = await encoder.encode([{ ...texts[0]!, ...images[0]! }], encodeOptions);
    const sum = textRows[0]!.map((value, i) => value + (imageRows[0]?.[i] ?? NaN));
    expect(vectorDifference(pair, [sum])).toBeLessThan(1e-5);
    await encoder[Symbol.asyncDispose]?.();
  });
});

describe("the published layout", () => {
  it("has one graph, of images, and is refused texts", async () => {
    const copy = mkdtempSync(join(tmpdir(), "mieb-nomic-"));
    cpSync(folder, copy, { recursive: true });
    for (const file of ["onnx/text_model.onnx", "tokenizer.json", "tokenizer_config.json"]) rmSync(join(copy, file));
    renameSync(join(copy, "onnx/vision_model.onnx"), join(copy, "onnx/model.onnx"));
    const model = await open(copy);
    expect(model.metadata).toMatchObject({ modalities: ["image"], embedDimension: 24, maxTokens: null });
    const encoder = await model.load({ dtype: "fp32", device: "cpu" });
    expect(vectorDifference(await encoder.encode(images, encodeOptions), imageRows)).toBeLessThan(1e-5);
    await expect(encoder.encode(texts, encodeOptions)).rejects.toMatchObject({ code: "MODEL_MODALITY_MISSING" });
    await encoder[Symbol.asyncDispose]?.();
    rmSync(copy, { recursive: true });
  });

  it("of the text model alone belongs to nobody here", async () => {
    const copy = mkdtempSync(join(tmpdir(), "mieb-nomic-"));
    cpSync(folder, copy, { recursive: true });
    rmSync(join(copy, "preprocessor_config.json"));
    const repository = await openHub().model(copy);
    expect(await nomicFamily.match({ reference: copy, repository })).toBe(false);
    rmSync(copy, { recursive: true });
  });
});
