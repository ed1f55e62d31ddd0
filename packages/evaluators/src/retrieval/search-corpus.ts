import type { EmbeddingSource } from "@mieb/core";
import type { Kernels, TopK, TopKSearch } from "@mieb/kernels";
import type { Retrieved } from "@mieb/metrics";
import { checkVectors } from "../input/check-vectors.ts";
import { throwIfAborted } from "../input/throw-if-aborted.ts";
import { corpusPieces, type Piece } from "./corpus-pieces.ts";
import { heapResults, pushResult, queryHeaps, type ResultHeap } from "./result-heap.ts";

/** Documents the reference scores at a time; how ties are ordered in the results depends on it. */
export const rowsPerBlock = 50_000;

/** Documents that are read at a time to find out which is at fault. */
const rowsPerCheck = 1024;

/** Everything a search needs. */
export interface Search {
  readonly kernels: Kernels;
  /** Whether vectors of both sides are scaled to length 1 first. */
  readonly isNormalizing: boolean;
  /** `[rows × dimension]`, finite. */
  readonly queries: Float32Array;
  /** The query that each row of `queries` belongs to. */
  readonly queryOf: Uint32Array;
  readonly corpus: EmbeddingSource;
  /** Document number of each row of the corpus; ascends with ids. */
  readonly places: Uint32Array;
  /** Results per query. */
  readonly topK: number;
  readonly signal?: AbortSignal | undefined;
}

/**
 * The `topK` best documents of the whole corpus for each query. Memory holds one chunk of documents and the results;
 * documents that lie together in a file are searched there.
 * Source: `mteb.models.search_wrappers.chunked_full_corpus_search`.
 */
export async function searchCorpus(search: Search): Promise<readonly Retrieved[]> {
  const { corpus, queryOf, topK } = search;
  const heaps = queryHeaps(queryOf, (rows) => Math.min(topK, rows * corpus.rowCount));
  let block: Block | undefined;
  for await (const piece of corpusPieces(corpus, rowsPerBlock)) {
    throwIfAborted(search.signal);
    block ??= { firstRow: piece.firstRow, ...startBlock(search) };
    await addPiece(block, piece, search);
    if (!piece.endsBlock) continue;
    const best = await block.finish();
    const places = search.places.subarray(block.firstRow);
    queryOf.forEach((query, row) => pushRow(heaps[query], best, { row, places }));
    block = undefined;
  }
  return heaps.map(heapResults);
}

interface Block extends TopKSearch {
  readonly firstRow: number;
}

function startBlock({ kernels, queries, corpus, topK, isNormalizing, signal }: Search): TopKSearch {
  const { dimension } = corpus;
  // One more than is kept, as the reference asks for.
  return kernels.startSearch({ queries, dimension, k: topK + 1, normalize: isNormalizing, ...(signal && { signal }) });
}

async function addPiece(block: TopKSearch, piece: Piece, { corpus, signal }: Search): Promise<void> {
  try {
    await (piece.rows instanceof Float32Array ? block.add(piece.rows) : block.addFile(piece.rows));
  } catch (error) {
    throwIfAborted(signal);
    await checkPiece(piece, corpus);
    throw error;
  }
}

/** Names the request and the row, which kernels do not know, where vectors are at fault; the store its damaged file. */
async function checkPiece({ firstRow, rowCount }: Piece, corpus: EmbeddingSource): Promise<void> {
  for (let row = firstRow; row < firstRow + rowCount; row += rowsPerCheck) {
    const length = Math.min(rowsPerCheck, firstRow + rowCount - row);
    const block = await corpus.rows(Array.from({ length }, (_, index) => row + index));
    checkVectors(block, { request: "corpus", firstRow: row });
  }
}

/** Pushes the results of one row of queries, best first, numbering documents by `places`. */
export function pushRow(
  heap: ResultHeap | undefined,
  best: TopK,
  { row, places }: { readonly row: number; readonly places: Uint32Array },
): void {
  const start = row * best.k;
  for (let i = start; heap && i < start + best.k; i++) {
    const isOpen = pushResult(heap, best.scores[i] ?? 0, places[best.indices[i] ?? 0] ?? 0);
    if (!isOpen) return;
  }
}
