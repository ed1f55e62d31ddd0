import type { Embeddings, EncodeOptions, EncoderInput } from "@mieb/core";
import { describe, expect, it } from "vitest";
import type { InferenceEngine } from "../session/inference-engine.ts";
import { twoSidedEncoder } from "./two-sided-encoder.ts";

const rows = (...values: readonly number[]): Embeddings => ({
  values: Float32Array.from(values),
  rowCount: values.length,
  dimension: 1,
});
const identity = { table: "test", column: "input", row: 0, contentHash: "" };
const text: EncoderInput = { text: "a cat", identity };
const image: EncoderInput = { image: new Uint8Array(), identity };
const options = {} as EncodeOptions;

const engine = { batchesAtOnce: 3 };
const parts = {
  traits: { fingerprint: "f" },
  engine: engine as InferenceEngine,
  encodeTexts: async () => rows(1, 2),
  encodeImages: async () => rows(10, 20),
};

describe("twoSidedEncoder", () => {
  it("asks the side that the inputs have, and adds the two of a pair", async () => {
    const encoder = twoSidedEncoder(parts);
    expect(await encoder.encode([text, text], options)).toEqual(rows(1, 2));
    expect(await encoder.encode([image, image], options)).toEqual(rows(10, 20));
    expect(await encoder.encode([{ ...text, ...image }], options)).toEqual(rows(11, 22));
  });

  it("fuses a pair as its parts say", async () => {
    const encoder = twoSidedEncoder({ ...parts, fuse: (texts, images) => rows(...images.values, ...texts.values) });
    expect(await encoder.encode([{ ...text, ...image }], options)).toEqual(rows(10, 20, 1, 2));
  });

  it("has as many batches in flight as its engine says at the moment", () => {
    const encoder = twoSidedEncoder(parts);
    expect(encoder).toMatchObject({ fingerprint: "f", concurrency: 3 });
    engine.batchesAtOnce = 1;
    expect(encoder.concurrency).toBe(1);
  });
});
