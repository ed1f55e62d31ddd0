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

// GemmaTokenizer lowercases nothing, whatever its configuration says.
const gemma = tokenizerOf("tiny-siglip2", 16);
const preprocessor2 = imagePreprocessor(json("tiny-siglip2/preprocessor_config.json"));

describeOriginal("tiny-siglip2, of fixed resolution,", {
  answers: json("tiny-siglip2/expected.json") as OriginalAnswers,
  images: imageFolder,
  load: () => load("tiny-siglip2"),
  pixels: (input) => pixelTensor([input], { preprocessor: preprocessor2, conversion: "rgb" }),
  tokenIds: (text) => gemma.encode([text]).inputIds,
  // Its large random weights spread the rounding of float32.
  tolerance: 5e-5,
});
