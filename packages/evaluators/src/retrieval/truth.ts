import type { TextList } from "./text-list.ts";

/** Lists of numbers of different lengths, joined: list `i` is `values[offsets[i]]` to `values[offsets[i + 1]]`. */
export interface NumberLists {
  /** One more than there are lists, ascending from 0. */
  readonly offsets: Uint32Array;
  readonly values: Int32Array;
}

/** What retrieval scoring compares with. Queries are those that have judgements, in stored order, each id once. */
export interface RetrievalTruth {
  readonly queryIds: readonly string[];
  /** The query that each encoded row belongs to: rows with the same id are one query. */
  readonly queryOf: Uint32Array;
  /** By row of the corpus. */
  readonly documentIds: TextList;
  /** Corpus rows judged for each query; -1 for a document that is not in the corpus. */
  readonly judged: NumberLists;
  /** Grades beside `judged.values`. */
  readonly grades: Int32Array;
  /** Corpus rows that compete for each query; absent when all do. */
  readonly candidates?: NumberLists;
  /** Corpus rows that have embeddings, ascending; absent when all have. */
  readonly encodedRows?: Uint32Array;
}

export function joinLists(lists: readonly (readonly number[])[]): NumberLists {
  const offsets = new Uint32Array(lists.length + 1);
  lists.forEach((list, i) => (offsets[i + 1] = (offsets[i] ?? 0) + list.length));
  return { offsets, values: Int32Array.from(lists.flat()) };
}

export function listAt({ offsets, values }: NumberLists, index: number): Int32Array {
  return values.subarray(offsets[index], offsets[index + 1]);
}
