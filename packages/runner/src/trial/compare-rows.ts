import type { Embeddings } from "@mieb/core";

/** Smallest cosine between two float32 vectors of one input, however its batch is made up. */
export const SAME_INPUT: number = 1 - 1e-5;

/** From this cosine on, vectors of two inputs do not tell them apart. */
export const SAME_VECTOR: number = 1 - 1e-6;

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

export interface LeastCosine {
  readonly cosine: number;
  readonly row: number;
}

/** The row of a block least like the one made for the same input elsewhere; rows without a counterpart are passed over. */
export function leastCosine(block: Embeddings, elsewhere: readonly Float32Array[]): LeastCosine {
  let least: LeastCosine = { cosine: Infinity, row: 0 };
  for (const [row, other] of elsewhere.entries()) {
    const found = cosine(rowOf(block, row), other);
    if (!(found >= least.cosine)) least = { cosine: found, row };
  }
  return least;
}

/** Rows that have the vector of an earlier one, each with the first such. */
export function repeatedRows(block: Embeddings): readonly (readonly [first: number, row: number])[] {
  const firsts: number[] = [];
  const repeated: [number, number][] = [];
  for (let row = 0; row < block.rowCount; row++) {
    const first = firsts.find((earlier) => cosine(rowOf(block, earlier), rowOf(block, row)) >= SAME_VECTOR);
    if (first === undefined) firsts.push(row);
    else repeated.push([first, row]);
  }
  return repeated;
}
