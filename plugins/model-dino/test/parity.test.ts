import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import type { Encoder, EncoderInput } from "@mieb/core";
import { openHub } from "@mieb/datasets";
import { imagePreprocessor, pixelTensor } from "@mieb/onnx";
import { encodeOptions } from "@mieb/testing";
import { describe, expect, it } from "vitest";
import { readDinoConfig } from "../src/dino-config.ts";
import { dinoFamily, dinoMeanFamily } from "../src/dino-family.ts";

interface ExpectedImage {
  readonly pixels: string;
  readonly cls: readonly number[];
  readonly mean: readonly number[];
}

const fixtures = new URL("fixtures/", import.meta.url);
const imageFolder = new URL("../../../packages/onnx/test/fixtures/images/", import.meta.url);
const json = (file: string): unknown => JSON.parse(readFileSync(new URL(file, fixtures), "utf8"));
type ExpectedImages = Readonly<Record<string, ExpectedImage>>;
const answersOf = (file: string): ExpectedImages => (json(file) as { images: ExpectedImages }).images;
const families = { cls: dinoFamily, mean: dinoMeanFamily } as const;

function imageInput(name: string): EncoderInput {
  const image = readFileSync(new URL(name, imageFolder));
  return { image, identity: { table: "test", column: name, row: 0, contentHash: "" } };
}
const images = Object.keys(answersOf("expected.json")).map(imageInput);

async function load(name: string, pooling: "cls" | "mean"): Promise<Encoder> {
  const repository = await openHub().model(fileURLToPath(new URL(name, fixtures)));
  expect(await dinoFamily.match({ reference: name, repository })).toBe(true);
  const model = await families[pooling].open({ reference: name, repository });
  return model.load({ dtype: "fp32", device: "cpu" });
}

async function pixelsOf(model: string, input: EncoderInput): Promise<unknown> {
  const { processorDefaults } = await readDinoConfig(await openHub().model(fileURLToPath(new URL(model, fixtures))));
  const preprocessor = imagePreprocessor(json(`${model}/preprocessor_config.json`), processorDefaults);
  const { data, dims } = await pixelTensor([input], { preprocessor, conversion: "native" });
  return { dims, sha256: createHash("sha256").update(data).digest("hex") };
}

/** Length of the difference, relative to the answer's. */
function difference(received: Float32Array, answer: readonly number[]): number {
  return Math.hypot(...answer.map((value, i) => value - (received[i] ?? NaN))) / Math.hypot(...answer);
}

describe.each([
  ["tiny-dinov2", "BitImageProcessor", 56, "expected.json"],
  ["tiny-registers", "BitImageProcessor", 28, "tiny-registers/expected.json"],
  ["tiny-vit", "ViTImageProcessor", 32, "tiny-vit/expected.json"],
  ["tiny-dinov3", "DINOv3ViTImageProcessor", 32, "tiny-dinov3/expected.json"],
])("%s against torch and transformers", (name, processor, size, file) => {
  const expected = answersOf(file);

  it.each(images)(`gives the very pixels of ${processor} for $identity.column`, async (input) => {
    const sha256 = expected[input.identity.column]?.pixels;
    expect(await pixelsOf(name, input)).toEqual({ dims: [1, 3, size, size], sha256 });
  });

  it.each(["cls", "mean"] as const)("gives the embeddings of torch, pooled by %s, not normalised", async (pooling) => {
    const encoder = await load(name, pooling);
    const { values, rowCount, dimension } = await encoder.encode(images, encodeOptions);
    expect([rowCount, dimension]).toEqual([images.length, expected["rgb.png"]?.[pooling].length]);
    for (const [row, { identity }] of images.entries()) {
      const received = values.subarray(row * dimension, (row + 1) * dimension);
      expect(difference(received, expected[identity.column]?.[pooling] ?? []), identity.column).toBeLessThan(1e-5);
    }
    await encoder[Symbol.asyncDispose]?.();
  });
});

describe("the two poolings", () => {
  it("are kept apart in the embedding store", async () => {
    const encoders = await Promise.all([load("tiny-dinov2", "cls"), load("tiny-dinov2", "mean")]);
    expect(new Set(encoders.map(({ fingerprint }) => fingerprint)).size).toBe(2);
    await Promise.all(encoders.map((encoder) => encoder[Symbol.asyncDispose]?.()));
  });
});
