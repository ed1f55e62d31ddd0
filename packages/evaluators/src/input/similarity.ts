import { MiebError, type Similarity } from "@mieb/core";
import type { Kernels } from "@mieb/kernels";

/** Turns vectors into ones whose inner product is the similarity. */
export type VectorPreparation = (values: Float32Array, dimension: number) => Float32Array;

/**
 * `cosine` scales every vector to length 1 (a zero vector stays zero), `dot` leaves them alone.
 * @throws MiebError `EVALUATION_INVALID_EMBEDDINGS` for similarities that are no inner product of two vectors
 */
export function vectorPreparation(similarity: Similarity, kernels: Kernels): VectorPreparation {
  if (scalesVectors(similarity)) return (values, dimension) => kernels.normalizeRows(values, dimension);
  return (values) => values;
}

/**
 * Whether vectors are scaled to length 1 before their inner products are taken.
 * @throws as `vectorPreparation`
 */
export function scalesVectors(similarity: Similarity): boolean {
  if (similarity === "cosine" || similarity === "dot") return similarity === "cosine";
  throw new MiebError(
    "EVALUATION_INVALID_EMBEDDINGS",
    `Expected a model compared by cosine or dot product, got "${similarity}".`,
    { hint: "Use a model with one vector per input, or its pooled variant." },
  );
}
