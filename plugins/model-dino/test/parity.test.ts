import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import type { Encoder, EncoderInput, ModelFamily } from "@mieb/core";
import { openHub } from "@mieb/datasets";
import { imagePreprocessor, pixelTensor } from "@mieb/onnx";
import { encodeOptions } from "@mieb/testing";
import { describe, expect, it } from "vitest";
import { dinoFamily, dinoMeanFamily } from "../src/dino-family.ts";

interface ExpectedImage {
  readonly pixels: string;
  readonly cls: readonly number[];
  readonly mean: readonly number[];
}

const fixtures = new URL("fixtures/", import.meta.url);
const imageFolder = new URL("../../../packages/onnx/test/fixtures/images/", import.meta.url);
const json = (file: string): unknown => JSON.parse(readFileSync(new URL(file, fixtures), "utf8"));
const expected = (json("expected.json") as { images: Readonly<Record<string, ExpectedImage>> }).images;

const identity = { table: "test", column: "input", row: 0, contentHash: "" };
const images: readonly EncoderInput[] = Object.keys(expected).map((name) => ({
  image: readFileSync(new URL(name, imageFolder)),
  identity: { ...identity, column: name },
}));

async function load(family: ModelFamily): Promise<Encoder> {
  const repository = await openHub().model(fileURLToPath(new URL("tiny-dinov2", fixtures)));
  const model = await family.open({ reference: repository.name, repository });
  return model.load({ dtype: "fp32", device: "cpu" });
}

describe("tiny-dinov2 against torch and transformers", () => {
  it("gives the very pixels of BitImageProcessor", async () => {
    const preprocessor = imagePreprocessor(json("tiny-dinov2/preprocessor_config.json"));
    for (const input of images) {
      const { data, dims } = await pixelTensor([input], { preprocessor, conversion: "native" });
      const name = input.identity.column;
      const sha256 = createHash("sha256").update(data).digest("hex");
      expect({ name, dims, sha256 }).toEqual({ name, dims: [1, 3, 56, 56], sha256: expected[name]?.pixels });
    }
  });

  it.each([
    ["cls", dinoFamily],
    ["mean", dinoMeanFamily],
  ] as const)("gives the embeddings of torch, pooled by %s and not normalised", async (pooling, family) => {
    const encoder = await load(family);
    const { values, rowCount, dimension } = await encoder.encode(images, encodeOptions);
    expect([rowCount, dimension]).toEqual([images.length, 48]);
    for (const [row, { identity: at }] of images.entries()) {
      const answer = expected[at.column]?.[pooling] ?? [];
      const received = values.subarray(row * dimension, (row + 1) * dimension);
      const difference = Math.hypot(...answer.map((value, i) => value - (received[i] ?? NaN))) / Math.hypot(...answer);
      expect(difference, at.column).toBeLessThan(1e-5);
    }
    await encoder[Symbol.asyncDispose]?.();
  });

  it("keeps the two poolings apart in the embedding store", async () => {
    const encoders = await Promise.all([load(dinoFamily), load(dinoMeanFamily)]);
    expect(new Set(encoders.map(({ fingerprint }) => fingerprint)).size).toBe(2);
    await Promise.all(encoders.map((encoder) => encoder[Symbol.asyncDispose]?.()));
  });
});
