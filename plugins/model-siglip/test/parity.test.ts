import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import type { Embeddings, Encoder, EncoderInput } from "@mieb/core";
import { openHub } from "@mieb/datasets";
import { imagePreprocessor, pixelTensor, textTokenizer } from "@mieb/onnx";
import { encodeOptions } from "@mieb/testing";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { siglipFamily } from "../src/siglip-family.ts";

interface Expected {
  readonly texts: readonly {
    readonly text: string;
    readonly inputIds: readonly number[];
    readonly embedding: readonly number[];
  }[];
  readonly images: Readonly<Record<string, { readonly pixels: string; readonly embedding: readonly number[] }>>;
}

const fixtures = new URL("fixtures/", import.meta.url);
const imageFolder = new URL("../../../packages/onnx/test/fixtures/images/", import.meta.url);
const json = (file: string): unknown => JSON.parse(readFileSync(new URL(file, fixtures), "utf8"));
const expected = json("expected.json") as Expected;

const identity = { table: "test", column: "input", row: 0, contentHash: "" };
const texts: readonly EncoderInput[] = expected.texts.map(({ text }) => ({ text, identity }));
const images: readonly EncoderInput[] = Object.keys(expected.images).map((name) => ({
  image: readFileSync(new URL(name, imageFolder)),
  identity: { ...identity, column: name },
}));

async function load(name: string): Promise<Encoder> {
  const repository = await openHub().model(fileURLToPath(new URL(name, fixtures)));
  const model = await siglipFamily.open({ reference: name, repository });
  return model.load({ dtype: "fp32", device: "cpu" });
}

/** Largest difference of a row from the expected one, relative to its length. */
function difference({ values, rowCount, dimension }: Embeddings, rows: readonly (readonly number[])[]): number {
  expect([rowCount, dimension]).toEqual([rows.length, rows[0]?.length]);
  const differences = rows.map(
    (row, i) => Math.hypot(...row.map((value, j) => value - (values[i * dimension + j] ?? NaN))) / Math.hypot(...row),
  );
  return differences.some(Number.isNaN) ? NaN : Math.max(...differences);
}

describe("tiny-siglip against torch and transformers", () => {
  let encoder: Encoder;
  beforeAll(async () => {
    encoder = await load("tiny-siglip");
  });
  afterAll(() => encoder[Symbol.asyncDispose]?.());

  it("gives the token ids of the Python tokenizer, padded to full length", () => {
    const tokenizer = textTokenizer({
      tokenizer: json("tiny-siglip/tokenizer.json"),
      config: json("tiny-siglip/tokenizer_config.json"),
      maxPositions: 24,
      padding: "max-length",
    });
    for (const { text, inputIds } of expected.texts) {
      expect([text, [...tokenizer.encode([text]).inputIds]]).toEqual([text, inputIds]);
    }
  });

  it("gives the very pixels of SiglipImageProcessor, alpha dropped", async () => {
    const preprocessor = imagePreprocessor(json("tiny-siglip/preprocessor_config.json"));
    for (const input of images) {
      const { data, dims } = await pixelTensor([input], { preprocessor, conversion: "rgb" });
      const name = input.identity.column;
      const sha256 = createHash("sha256").update(data).digest("hex");
      expect({ name, dims, sha256 }).toEqual({ name, dims: [1, 3, 64, 64], sha256: expected.images[name]?.pixels });
    }
  });

  it("gives the text embeddings of torch, not normalised, of many texts and of one", async () => {
    const rows = expected.texts.map(({ embedding }) => embedding);
    expect(difference(await encoder.encode(texts, encodeOptions), rows)).toBeLessThan(1e-5);
    expect(difference(await encoder.encode(texts.slice(0, 1), encodeOptions), rows.slice(0, 1))).toBeLessThan(1e-5);
  });

  it("gives the image embeddings of torch, whatever conversion is asked for", async () => {
    const rows = Object.values(expected.images).map(({ embedding }) => embedding);
    expect(encoder.imageConversion).toBe("rgb");
    for (const imageConversion of ["native", "rgb"] as const) {
      const embeddings = await encoder.encode(images, { ...encodeOptions, imageConversion });
      expect(difference(embeddings, rows)).toBeLessThan(1e-5);
    }
  });
});

describe("tiny-siglip2, of fixed resolution, against torch and transformers", () => {
  const answers = json("tiny-siglip2/expected.json") as Pick<Expected, "texts"> & { readonly image: readonly number[] };

  it("gives the token ids of GemmaTokenizer, which lowercases nothing", () => {
    const tokenizer = textTokenizer({
      tokenizer: json("tiny-siglip2/tokenizer.json"),
      config: json("tiny-siglip2/tokenizer_config.json"),
      maxPositions: 16,
      padding: "max-length",
    });
    for (const { text, inputIds } of answers.texts) {
      expect([text, [...tokenizer.encode([text]).inputIds]]).toEqual([text, inputIds]);
    }
  });

  it("gives the embeddings of torch", async () => {
    const encoder = await load("tiny-siglip2");
    const texts = answers.texts.map(({ text }) => ({ text, identity }));
    const rows = answers.texts.map(({ embedding }) => embedding);
    expect(difference(await encoder.encode(texts, encodeOptions), rows)).toBeLessThan(1e-5);
    const image = { image: readFileSync(new URL("rgba.png", imageFolder)), identity };
    expect(difference(await encoder.encode([image], encodeOptions), [answers.image])).toBeLessThan(1e-5);
    await encoder[Symbol.asyncDispose]?.();
  });
});
