import type { Retrieved } from "@mieb/metrics";
import { checkVectors } from "../input/check-vectors.ts";
import { throwIfAborted } from "../input/throw-if-aborted.ts";
import { heapResults, resultHeap } from "./result-heap.ts";
import { pushRow, type Search } from "./search-corpus.ts";
import { listAt, type NumberLists } from "./truth.ts";

/** What competes for each query. */
export interface CandidateRows {
  /** Corpus rows that compete for each query. */
  readonly candidates: NumberLists;
  /** Corpus rows that `corpus` holds, ascending; default all. */
  readonly encodedRows?: Uint32Array | undefined;
}

/** A search among given candidates. */
export interface CandidateSearch extends Search, CandidateRows {}

/**
 * The `topK` best of each query's candidates; a query without candidates has no results.
 * Source: `mteb.models.search_wrappers.rerank_top_ranked_documents`.
 */
export async function rankCandidates(search: CandidateSearch): Promise<readonly Retrieved[]> {
  const queryCount = search.queries.length / search.corpus.dimension;
  const results: Retrieved[] = [];
  for (let query = 0; query < queryCount; query++) results.push(await rankOne(search, query));
  return results;
}

async function rankOne(search: CandidateSearch, query: number): Promise<Retrieved> {
  const { corpus, kernels, places, queries, topK, isNormalizing } = search;
  throwIfAborted(search.signal);
  const rows = listAt(search.candidates, query);
  const heap = resultHeap(Math.min(topK, rows.length));
  if (rows.length === 0) return heapResults(heap);
  const block = await corpus.rows(encodedPositions(search, rows));
  const { dimension } = block;
  checkVectors(block, { request: "corpus", rows: [...rows] });
  const best = await kernels.topK({
    queries: queries.subarray(query * dimension, (query + 1) * dimension),
    documents: block.values,
    dimension,
    k: topK,
    normalize: isNormalizing,
  });
  pushRow(heap, best, { query: 0, places: Uint32Array.from(rows, (row) => places[row] ?? 0) });
  return heapResults(heap);
}

/** Where corpus rows stand among the encoded ones. */
export function encodedPositions({ encodedRows }: CandidateRows, rows: Int32Array): ArrayLike<number> {
  if (!encodedRows) return rows;
  return rows.map((row) => lowerBound(encodedRows, row));
}

function lowerBound(ascending: Uint32Array, value: number): number {
  let [low, high] = [0, ascending.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((ascending[middle] ?? 0) < value) low = middle + 1;
    else high = middle;
  }
  return low;
}
