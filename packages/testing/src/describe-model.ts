import { checkEmbeddings, type Embeddings, type Encoder, type EncoderInput } from "@mieb/core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { encodeOptions, imageInputs, textInputs } from "./sample-inputs.ts";

export interface ModelConformanceOptions {
  /** Inputs by modality; default: small drawn images and sentences of several lengths and scripts. */
  readonly inputs?: { readonly image?: readonly EncoderInput[]; readonly text?: readonly EncoderInput[] };
  /** Smallest cosine between a vector from a batch of one and from the full batch. Default 1 − 1e-5. */
  readonly batchAgreement?: number;
}

/**
 * Conformance suite of a model: call it at the top of a test file. Loads the encoder once and checks, for each modality:
 * one finite row per input, the same dimension throughout, order kept, batch of one equal to the whole batch.
 */
export function describeModel(name: string, load: () => Promise<Encoder>, options: ModelConformanceOptions = {}): void {
  describe(`model ${name}`, () => {
    let encoder: Encoder;
    beforeAll(async () => {
      encoder = await load();
    });
    afterAll(async () => {
      await encoder[Symbol.asyncDispose]?.();
    });

    it("has a fingerprint, so that its embeddings can be cached", () => {
      expect(encoder.fingerprint).toMatch(/\S/);
    });
    const inputs = { image: options.inputs?.image ?? imageInputs(), text: options.inputs?.text ?? textInputs() };
    for (const modality of ["image", "text"] as const) {
      describe(modality, () => modalityChecks(() => encoder, modality, inputs[modality], options.batchAgreement));
    }
  });
}

function modalityChecks(
  encoder: () => Encoder,
  modality: "image" | "text",
  inputs: readonly EncoderInput[],
  agreement = 1 - 1e-5,
): void {
  const encode = async (batch: readonly EncoderInput[]): Promise<Embeddings> => encoder().encode(batch, encodeOptions);
  const supported = (): boolean => encoder().modalities?.includes(modality) ?? true;

  it("gives one finite row per input", async ({ skip }) => {
    skip(!supported(), `the model has no ${modality} side`);
    const all = await encode(inputs);
    checkEmbeddings(all, inputs.length, "the encoder");
    expect(all.values.every(Number.isFinite)).toBe(true);
  });

  it("keeps the order and does not depend on the batch", async ({ skip }) => {
    skip(!supported(), `the model has no ${modality} side`);
    const all = await encode(inputs);
    for (const [row, input] of inputs.entries()) {
      const alone = await encode([input]);
      expect(cosine(rowOf(all, row), rowOf(alone, 0)), `input ${row}`).toBeGreaterThanOrEqual(agreement);
    }
  });

  it("tells different inputs apart", async ({ skip }) => {
    skip(!supported(), `the model has no ${modality} side`);
    const all = await encode(inputs);
    expect(cosine(rowOf(all, 0), rowOf(all, 1))).toBeLessThan(1 - 1e-6);
  });
}

function rowOf({ values, dimension, rowOffsets }: Embeddings, row: number): Float32Array {
  const [start, end] = rowOffsets ? [rowOffsets[row] ?? 0, rowOffsets[row + 1] ?? 0] : [row, row + 1];
  return values.subarray(start * dimension, end * dimension);
}

function cosine(a: Float32Array, b: Float32Array): number {
  const dot = (x: Float32Array, y: Float32Array): number => x.reduce((sum, value, i) => sum + value * (y[i] ?? 0), 0);
  return a.length === b.length ? dot(a, b) / Math.sqrt(dot(a, a) * dot(b, b)) : 0;
}
