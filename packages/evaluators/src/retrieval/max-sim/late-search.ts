import type { EmbeddingSource } from "@mieb/core";
import type { Kernels, VectorLists } from "@mieb/kernels";

/** Everything a search by late interaction needs. */
export interface LateSearch {
  readonly kernels: Kernels;
  readonly queries: VectorLists;
  /** The query that each row of `queries` belongs to. */
  readonly queryOf: Uint32Array;
  readonly corpus: EmbeddingSource;
  /** Document number of each row of the corpus; ascends with ids. */
  readonly places: Uint32Array;
  /** Results per query. */
  readonly topK: number;
  readonly signal?: AbortSignal | undefined;
}

/** Rows `start` (inclusive) to `end` (exclusive) as lists of their own. */
export function listsBetween(
  { values, offsets }: VectorLists,
  [start, end]: readonly [number, number],
  dimension: number,
): VectorLists {
  const [first, last] = [offsets[start] ?? 0, offsets[end] ?? 0];
  return {
    values: values.subarray(first * dimension, last * dimension),
    offsets: offsets.slice(start, end + 1).map((offset) => offset - first),
  };
}

/** The most vectors that any of these rows has. */
export function mostVectors(counts: Uint32Array): number {
  return counts.reduce((most, count) => Math.max(most, count), 0);
}
