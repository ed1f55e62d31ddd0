import type { EmbeddingSource } from "@mieb/core";
import type { Kernels, TopK } from "@mieb/kernels";
import type { Retrieved } from "@mieb/metrics";
import { checkVectors } from "../input/check-vectors.ts";
import type { VectorPreparation } from "../input/similarity.ts";
import { throwIfAborted } from "../input/throw-if-aborted.ts";
import { corpusBlocks } from "./corpus-blocks.ts";
import { heapResults, pushResult, resultHeap, type ResultHeap } from "./result-heap.ts";

/** Documents the reference scores at a time; how ties are ordered in the results depends on it. */
export const rowsPerBlock = 50_000;

/** Everything a search needs. */
export interface Search {
  readonly kernels: Kernels;
  readonly prepare: VectorPreparation;
  /** Prepared query vectors, `[queries × dimension]`. */
  readonly queries: Float32Array;
  readonly corpus: EmbeddingSource;
  /** Document number of each row of the corpus; ascends with ids. */
  readonly places: Uint32Array;
  /** Results per query. */
  readonly topK: number;
  readonly signal?: AbortSignal | undefined;
}

/**
 * The `topK` best documents of the whole corpus for each query. Memory holds one block of documents and the results.
 * Source: `mteb.models.search_wrappers.chunked_full_corpus_search`.
 */
export async function searchCorpus(search: Search): Promise<readonly Retrieved[]> {
  const { corpus, queries, topK } = search;
  const capacity = Math.min(topK, corpus.rowCount);
  const heaps = Array.from({ length: queries.length / corpus.dimension }, () => resultHeap(capacity));
  for await (const { firstRow, values } of corpusBlocks(corpus, rowsPerBlock)) {
    throwIfAborted(search.signal);
    const best = await bestOfBlock(search, firstRow, values);
    heaps.forEach((heap, query) => pushRow(heap, best, { query, places: search.places.subarray(firstRow) }));
  }
  return heaps.map(heapResults);
}

function bestOfBlock(search: Search, firstRow: number, values: Float32Array): Promise<TopK> {
  const { dimension } = search.corpus;
  checkVectors({ values, dimension, rowCount: values.length / dimension }, { request: "corpus", firstRow });
  return search.kernels.topK({
    queries: search.queries,
    documents: search.prepare(values, dimension),
    dimension,
    // One more than is kept, as the reference asks for.
    k: search.topK + 1,
    ...(search.signal && { signal: search.signal }),
  });
}

/** Pushes one query's results, best first, numbering documents by `places`. */
export function pushRow(heap: ResultHeap, best: TopK, row: { query: number; places: Uint32Array }): void {
  const start = row.query * best.k;
  for (let i = start; i < start + best.k; i++) {
    const isOpen = pushResult(heap, best.scores[i] ?? 0, row.places[best.indices[i] ?? 0] ?? 0);
    if (!isOpen) return;
  }
}
