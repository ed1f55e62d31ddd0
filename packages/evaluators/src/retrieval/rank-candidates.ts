import type { Retrieved } from "@mieb/metrics";
import { checkVectors } from "../input/check-vectors.ts";
import { throwIfAborted } from "../input/throw-if-aborted.ts";
import { heapResults, queryHeaps, type ResultHeap } from "./result-heap.ts";
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
  const heaps = candidateHeaps(search);
  for (const [row, query] of search.queryOf.entries()) await rankRow(search, { row, query, heap: heaps[query] });
  return heaps.map(heapResults);
}

/** Heaps for the results of each query, of whose rows each keeps its own best, as in the reference. */
export function candidateHeaps({
  queryOf,
  candidates,
  topK,
}: Pick<CandidateSearch, "queryOf" | "candidates" | "topK">): ResultHeap[] {
  return queryHeaps(queryOf, (rows, query) => rows * Math.min(topK, listAt(candidates, query).length));
}

/** A row of the queries that were encoded. */
export interface QueryRow {
  readonly row: number;
  /** The query it belongs to. */
  readonly query: number;
  /** Of the results of that query. */
  readonly heap: ResultHeap | undefined;
}

async function rankRow(search: CandidateSearch, { row, query, heap }: QueryRow): Promise<void> {
  const { corpus, kernels, places, queries, topK, isNormalizing } = search;
  throwIfAborted(search.signal);
  const rows = listAt(search.candidates, query);
  if (rows.length === 0) return;
  const block = await corpus.rows(encodedPositions(search, rows));
  const { dimension } = block;
  checkVectors(block, { request: "corpus", rows: [...rows] });
  const best = await kernels.topK({
    queries: queries.subarray(row * dimension, (row + 1) * dimension),
    documents: block.values,
    dimension,
    k: topK,
    normalize: isNormalizing,
  });
  pushRow(heap, best, { row: 0, places: Uint32Array.from(rows, (document) => places[document] ?? 0) });
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
