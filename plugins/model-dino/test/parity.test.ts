import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import type { Encoder, EncoderInput } from "@mieb/core";
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
const families = { cls: dinoFamily, mean: dinoMeanFamily } as const;

function imageInput(name: string): EncoderInput {
  const image = readFileSync(new URL(name, imageFolder));
  return { image, identity: { table: "test", column: name, row: 0, contentHash: "" } };
}
const images = Object.keys(expected).map(imageInput);

async function load(name: string, pooling: "cls" | "mean"): Promise<Encoder> {
  const repository = await openHub().model(fileURLToPath(new URL(name, fixtures)));
  expect(await dinoFamily.match({ reference: name, repository })).toBe(true);
  const model = await families[pooling].open({ reference: name, repository });
  return model.load({ dtype: "fp32", device: "cpu" });
}

async function pixelsOf(model: string, input: EncoderInput): Promise<unknown> {
  const preprocessor = imagePreprocessor(json(`${model}/preprocessor_config.json`));
  const { data, dims } = await pixelTensor([input], { preprocessor, conversion: "native" });
  return { dims, sha256: createHash("sha256").update(data).digest("hex") };
}

/** Length of the difference, relative to the answer's. */
function difference(received: Float32Array, answer: readonly number[]): number {
  return Math.hypot(...answer.map((value, i) => value - (received[i] ?? NaN))) / Math.hypot(...answer);
}

describe("tiny-dinov2 against torch and transformers", () => {
  it("gives the very pixels of BitImageProcessor", async () => {
    for (const input of images) {
      const name = input.identity.column;
      const sha256 = expected[name]?.pixels;
      expect([name, await pixelsOf("tiny-dinov2", input)]).toEqual([name, { dims: [1, 3, 56, 56], sha256 }]);
    }
  });

  it.each(["cls", "mean"] as const)(
    "gives the embeddings of torch, pooled by %s and not normalised",
    async (pooling) => {
      const encoder = await load("tiny-dinov2", pooling);
      const { values, rowCount, dimension } = await encoder.encode(images, encodeOptions);
      expect([rowCount, dimension]).toEqual([images.length, 48]);
      for (const [row, { identity }] of images.entries()) {
        const received = values.subarray(row * dimension, (row + 1) * dimension);
        expect(difference(received, expected[identity.column]?.[pooling] ?? []), identity.column).toBeLessThan(1e-5);
      }
      await encoder[Symbol.asyncDispose]?.();
    },
  );

  it("keeps the two poolings apart in the embedding store", async () => {
    const encoders = await Promise.all([load("tiny-dinov2", "cls"), load("tiny-dinov2", "mean")]);
    expect(new Set(encoders.map(({ fingerprint }) => fingerprint)).size).toBe(2);
    await Promise.all(encoders.map((encoder) => encoder[Symbol.asyncDispose]?.()));
  });
});

describe.each([
  ["tiny-registers", "BitImageProcessor", 28],
  ["tiny-vit", "ViTImageProcessor", 32],
])("%s against torch and transformers", (name, processor, size) => {
  const answer = json(`${name}/expected.json`) as ExpectedImage;

  it(`gives the very pixels of ${processor}`, async () => {
    const pixels = await pixelsOf(name, imageInput("rgb.png"));
    expect(pixels).toEqual({ dims: [1, 3, size, size], sha256: answer.pixels });
  });

  it.each(["cls", "mean"] as const)("gives the embedding of torch, pooled by %s", async (pooling) => {
    const encoder = await load(name, pooling);
    const { values } = await encoder.encode([imageInput("rgb.png")], encodeOptions);
    expect(values).toHaveLength(16);
    expect(difference(values, answer[pooling])).toBeLessThan(1e-5);
    await encoder[Symbol.asyncDispose]?.();
  });
});
