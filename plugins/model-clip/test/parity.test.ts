import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import type { Embeddings, EncodeOptions, Encoder, EncoderInput } from "@mieb/core";
import { textTokenizer } from "@mieb/onnx";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { clipFamily } from "../src/clip-family.ts";
import { folderRepository } from "./folder-repository.ts";

interface Expected {
  readonly texts: readonly {
    readonly text: string;
    readonly inputIds: readonly number[];
    readonly embedding: readonly number[];
  }[];
  readonly images: Readonly<Record<string, readonly number[]>>;
}

const fixtures = new URL("fixtures/", import.meta.url);
const imageFolder = new URL("../../../packages/onnx/test/fixtures/images/", import.meta.url);
const json = (file: string): unknown => JSON.parse(readFileSync(new URL(file, fixtures), "utf8"));
const expected = json("expected.json") as Expected;
const repository = folderRepository(fileURLToPath(new URL("tiny-clip", fixtures)));
const context = { dtype: "fp32", device: "cpu" };

const options = {
  task: { name: "Test" },
  split: "test",
  subset: "default",
  imageConversion: "native",
} as EncodeOptions;
const identity = { table: "test", column: "input", row: 0, contentHash: "" };
const texts: readonly EncoderInput[] = expected.texts.map(({ text }) => ({ text, identity }));
const images: readonly EncoderInput[] = Object.keys(expected.images).map((name) => ({
  image: readFileSync(new URL(name, imageFolder)),
  identity: { ...identity, column: name },
}));

/** Largest difference of a row from the expected one, relative to its length (about 35 in this model). */
function difference(embeddings: Embeddings, rows: readonly (readonly number[])[]): number {
  expect([embeddings.rowCount, embeddings.dimension]).toEqual([rows.length, rows[0]?.length]);
  const received = rowsOf(embeddings);
  const differences = rows.map(
    (row, i) => Math.hypot(...row.map((value, j) => value - (received[i]?.[j] ?? NaN))) / Math.hypot(...row),
  );
  return differences.reduce((worst, value) => (value > worst || Number.isNaN(value) ? value : worst), 0);
}

const rowsOf = ({ values, rowCount, dimension }: Embeddings): number[][] =>
  Array.from({ length: rowCount }, (_, row) => [...values.subarray(row * dimension, (row + 1) * dimension)]);

describe("tiny-clip against torch and transformers", () => {
  let encoder: Encoder;
  beforeAll(async () => {
    const model = await clipFamily.open({ reference: repository.name, repository });
    encoder = await model.load(context);
  });
  afterAll(() => encoder[Symbol.asyncDispose]?.());

  it("gives the token ids of the Python tokenizer", () => {
    const tokenizer = textTokenizer({
      tokenizer: json("tiny-clip/tokenizer.json"),
      config: json("tiny-clip/tokenizer_config.json"),
      maxPositions: 77,
    });
    for (const { text, inputIds } of expected.texts) {
      expect([text, [...tokenizer.encode([text]).inputIds]]).toEqual([text, inputIds]);
    }
  });

  it("gives the text embeddings of torch, not normalised", async () => {
    expect(
      difference(
        await encoder.encode(texts, options),
        expected.texts.map(({ embedding }) => embedding),
      ),
    ).toBeLessThan(1e-5);
  });

  it("gives the image embeddings of torch, for every mode and orientation", async () => {
    expect(difference(await encoder.encode(images, options), Object.values(expected.images))).toBeLessThan(1e-5);
  });

  it("adds the two towers for an image with a text", async () => {
    const [text, image] = [expected.texts[0], Object.values(expected.images)[0]];
    const pair = { ...images[0], ...texts[0] } as EncoderInput;
    const sum = text?.embedding.map((value, index) => value + (image?.[index] ?? 0)) ?? [];
    expect(difference(await encoder.encode([pair], options), [sum])).toBeLessThan(1e-5);
  });

  it("gives a row the same embedding alone and among others", async () => {
    for (const batch of [texts, images]) {
      const together = rowsOf(await encoder.encode(batch, options));
      const alone = await Promise.all(batch.map((input) => encoder.encode([input], options)));
      expect(Math.max(...alone.map((one, row) => difference(one, [together[row] ?? []])))).toBeLessThan(2e-6);
    }
  });

  it("answers calls in flight each with its own rows", async () => {
    const [first, second] = await Promise.all([
      encoder.encode(images.slice(0, 3), options),
      encoder.encode(texts.slice(0, 5), options),
    ]);
    expect(difference(first, Object.values(expected.images).slice(0, 3))).toBeLessThan(1e-5);
    expect(
      difference(
        second,
        expected.texts.slice(0, 5).map(({ embedding }) => embedding),
      ),
    ).toBeLessThan(1e-5);
  });
});
