import type { Embeddings } from "@mieb/core";

/** All numbers of a row, several vectors after each other. */
export function rowOf({ values, dimension, rowOffsets }: Embeddings, row: number): Float32Array {
  const [start, end] = rowOffsets ? [rowOffsets[row] ?? 0, rowOffsets[row + 1] ?? 0] : [row, row + 1];
  return values.subarray(start * dimension, end * dimension);
}

/** Cosine in [-1, 1]; 0 for rows of different length, such as two late-interaction rows of different token counts. */
export function cosine(a: Float32Array, b: Float32Array): number {
  const dot = (x: Float32Array, y: Float32Array): number => x.reduce((sum, value, i) => sum + value * (y[i] ?? 0), 0);
  return a.length === b.length ? dot(a, b) / Math.sqrt(dot(a, a) * dot(b, b)) : 0;
}
