import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import type { Encoder, EncoderInput } from "@mieb/core";
import { openHub } from "@mieb/datasets";
import { imagePreprocessor, pixelTensor, textTokenizer, type TextTokenizer } from "@mieb/onnx";
import { describeOriginal, encodeOptions, vectorDifference, type OriginalAnswers } from "@mieb/testing";
import { describe, expect, it } from "vitest";
import { siglipFamily } from "../src/siglip-family.ts";

const fixtures = new URL("fixtures/", import.meta.url);
const imageFolder = new URL("../../../packages/onnx/test/fixtures/images/", import.meta.url);
const json = (file: string): unknown => JSON.parse(readFileSync(new URL(file, fixtures), "utf8"));
const expected = json("expected.json") as OriginalAnswers;
const identity = { table: "test", column: "input", row: 0, contentHash: "" };

async function load(name: string): Promise<Encoder> {
  const repository = await openHub().model(fileURLToPath(new URL(name, fixtures)));
  const model = await siglipFamily.open({ reference: name, repository });
  return model.load({ dtype: "fp32", device: "cpu" });
}

function tokenizerOf(name: string, maxPositions: number): TextTokenizer {
  return textTokenizer({
    tokenizer: json(`${name}/tokenizer.json`),
    config: json(`${name}/tokenizer_config.json`),
    maxPositions,
    padding: "max-length",
  });
}

const preprocessor = imagePreprocessor(json("tiny-siglip/preprocessor_config.json"));
const tokenizer = tokenizerOf("tiny-siglip", 24);

describeOriginal("tiny-siglip", {
  answers: expected,
  images: imageFolder,
  load: () => load("tiny-siglip"),
  // SiglipImageProcessor drops alpha.
  pixels: (input) => pixelTensor([input], { preprocessor, conversion: "rgb" }),
  tokenIds: (text) => tokenizer.encode([text]).inputIds,
});

describe("tiny-siglip", () => {
  it("drops alpha, whatever conversion is asked for", async () => {
    const images: readonly EncoderInput[] = Object.keys(expected.images).map((name) => ({
      image: readFileSync(new URL(name, imageFolder)),
      identity: { ...identity, column: name },
    }));
    const rows = Object.values(expected.images).map(({ embedding }) => embedding);
    const encoder = await load("tiny-siglip");
    expect(encoder.imageConversion).toBe("rgb");
    for (const imageConversion of ["native", "rgb"] as const) {
      const embeddings = await encoder.encode(images, { ...encodeOptions, imageConversion });
      expect(vectorDifference(embeddings, rows)).toBeLessThan(1e-5);
    }
    await encoder[Symbol.asyncDispose]?.();
  });
});

describe("tiny-siglip2, of fixed resolution, against torch and transformers", () => {
  const answers = json("tiny-siglip2/expected.json") as Pick<OriginalAnswers, "texts"> & {
    readonly image: readonly number[];
  };

  it("gives the token ids of GemmaTokenizer, which lowercases nothing", () => {
    const gemma = tokenizerOf("tiny-siglip2", 16);
    for (const { text, inputIds } of answers.texts) {
      expect([text, [...gemma.encode([text]).inputIds]]).toEqual([text, inputIds]);
    }
  });

  it("gives the embeddings of torch", async () => {
    const encoder = await load("tiny-siglip2");
    const texts = answers.texts.map(({ text }) => ({ text, identity }));
    const rows = answers.texts.map(({ embedding }) => embedding);
    expect(vectorDifference(await encoder.encode(texts, encodeOptions), rows)).toBeLessThan(1e-5);
    const image = { image: readFileSync(new URL("rgba.png", imageFolder)), identity };
    expect(vectorDifference(await encoder.encode([image], encodeOptions), [answers.image])).toBeLessThan(1e-5);
    await encoder[Symbol.asyncDispose]?.();
  });
});
