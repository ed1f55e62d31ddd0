import { createHash } from "node:crypto";
import { cpSync, mkdtempSync, readFileSync, renameSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { Embeddings, Encoder, EncoderInput, Model } from "@mieb/core";
import { openHub } from "@mieb/datasets";
import { imagePreprocessor, pixelTensor, textTokenizer } from "@mieb/onnx";
import { encodeOptions } from "@mieb/testing";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { nomicFamily } from "../src/nomic-family.ts";

interface Expected {
  readonly texts: readonly {
    readonly text: string;
    readonly inputIds: readonly number[];
    readonly embedding: readonly number[];
  }[];
  readonly images: Readonly<Record<string, { readonly pixels: string; readonly embedding: readonly number[] }>>;
}

const folder = fileURLToPath(new URL("fixtures/tiny-nomic", import.meta.url));
const imageFolder = new URL("../../../packages/onnx/test/fixtures/images/", import.meta.url);
const json = (file: string): unknown => JSON.parse(readFileSync(join(folder, file), "utf8"));
const expected = json("expected.json") as Expected;

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

/** Largest difference of a row from the expected one, of length 1. */
function difference({ values, rowCount, dimension }: Embeddings, rows: readonly (readonly number[])[]): number {
  expect([rowCount, dimension]).toEqual([rows.length, rows[0]?.length]);
  const differences = rows.map((row, i) =>
    Math.hypot(...row.map((value, j) => value - (values[i * dimension + j] ?? NaN))),
  );
  return differences.some(Number.isNaN) ? NaN : Math.max(...differences);
}

const textRows = expected.texts.map(({ embedding }) => embedding);
const imageRows = Object.values(expected.images).map(({ embedding }) => embedding);

describe("tiny-nomic against torch and transformers", () => {
  let encoder: Encoder;
  beforeAll(async () => {
    encoder = await (await open(folder)).load({ dtype: "fp32", device: "cpu" });
  });
  afterAll(() => encoder[Symbol.asyncDispose]?.());

  it("gives the token ids of the Python tokenizer, without a prefix", () => {
    const files = { tokenizer: json("tokenizer.json"), config: json("tokenizer_config.json") };
    const tokenizer = textTokenizer({ ...files, maxPositions: 8192 });
    for (const { text, inputIds } of expected.texts)
      expect([text, [...tokenizer.encode([text]).inputIds]]).toEqual([text, inputIds]);
  });

  it("gives the pixels of CLIPImageProcessor", async () => {
    const preprocessor = imagePreprocessor(json("preprocessor_config.json"));
    for (const input of images) {
      const { data } = await pixelTensor([input], { preprocessor, conversion: "native" });
      const name = input.identity.column;
      expect([name, createHash("sha256").update(data).digest("hex")]).toEqual([name, expected.images[name]?.pixels]);
    }
  });

  it("gives embeddings of length 1, of many inputs and of one, and adds those of a pair", async () => {
    expect(difference(await encoder.encode(texts, encodeOptions), textRows)).toBeLessThan(1e-5);
    expect(difference(await encoder.encode(texts.slice(0, 1), encodeOptions), textRows.slice(0, 1))).toBeLessThan(1e-5);
    expect(difference(await encoder.encode(images, encodeOptions), imageRows)).toBeLessThan(1e-5);
    const pair = await encoder.encode([{ ...texts[0]!, ...images[0]! }], encodeOptions);
    const sum = textRows[0]!.map((value, i) => value + (imageRows[0]?.[i] ?? NaN));
    expect(difference(pair, [sum])).toBeLessThan(1e-5);
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
    expect(difference(await encoder.encode(images, encodeOptions), imageRows)).toBeLessThan(1e-5);
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
