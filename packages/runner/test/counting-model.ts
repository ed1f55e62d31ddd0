import { createHash } from "node:crypto";
import type { Encoder, EncoderInput, Model } from "@mieb/core";

/** 4 numbers in (0, 1) drawn from the input. */
export function vectorOf({ text, image }: Pick<EncoderInput, "text" | "image">): Float32Array {
  const digest = createHash("sha256")
    .update(image ?? "")
    .update("|")
    .update(text ?? "")
    .digest();
  return Float32Array.from({ length: 4 }, (_, index) => (digest[index] ?? 0) / 256);
}

export interface CountingModel extends Model {
  /** Inputs of every encoder call. */
  readonly batches: (readonly EncoderInput[])[];
  loads: number;
}

export function countingModel(
  encoder: Partial<Encoder> = { fingerprint: "tiny" },
  metadata: Partial<Model["metadata"]> = {},
): CountingModel {
  const model: CountingModel = {
    metadata: { name: "tiny/model", revision: "r1", modalities: ["image", "text"], ...metadata },
    batches: [],
    loads: 0,
    async load() {
      model.loads++;
      return {
        async encode(batch) {
          model.batches.push(batch);
          const values = new Float32Array(batch.length * 4);
          batch.forEach((input, row) => values.set(vectorOf(input), row * 4));
          return { values, rowCount: batch.length, dimension: 4 };
        },
        ...encoder,
      };
    },
  };
  return model;
}

export const encodedCount = ({ batches }: CountingModel): number =>
  batches.reduce((sum, batch) => sum + batch.length, 0);
