import { vectorCounts } from "@mieb/core";
import type { Retrieved } from "@mieb/metrics";
import { heapResults, queryHeaps } from "../result-heap.ts";
import { pushRow, rowsPerBlock } from "../search-corpus.ts";
import { bestScores } from "./best-scores.ts";
import { documentParts, type DocumentPart } from "./document-parts.ts";
import { mostVectors, type LateSearch } from "./late-search.ts";

/**
 * The `topK` documents of the whole corpus with the greatest MaxSim for each query. Memory holds a chunk of documents and
 * the scores of a block.
 *
 * A document counts as padded to the longest of its block, as the reference pads what it encodes together.
 * Source: `mteb.models.search_wrappers.chunked_full_corpus_search` with `mteb.similarity_functions.max_sim`.
 */
export async function searchByMaxSim(search: LateSearch): Promise<readonly Retrieved[]> {
  const { corpus, queryOf, places, topK } = search;
  const heaps = queryHeaps(queryOf, (rows) => Math.min(topK, rows * corpus.rowCount));
  for await (const { firstRow, rowCount, scores } of scoredBlocks(search)) {
    queryOf.forEach((query, row) => {
      // One more than is kept, as the reference asks for.
      const best = bestScores(scores.subarray(row * rowCount, (row + 1) * rowCount), topK + 1);
      pushRow(heaps[query], best, { row: 0, places: places.subarray(firstRow) });
    });
  }
  return heaps.map(heapResults);
}

interface ScoredBlock {
  readonly firstRow: number;
  readonly rowCount: number;
  /** `[queries × rowCount]` */
  readonly scores: Float32Array;
}

async function* scoredBlocks(search: LateSearch): AsyncGenerator<ScoredBlock> {
  const { corpus, queries } = search;
  const counts = await vectorCounts(corpus);
  let [block, paddedTo] = [blockAt(0, search), 0];
  for await (const part of documentParts(corpus, rowsPerBlock)) {
    if (part.firstRow % rowsPerBlock === 0) {
      block = blockAt(part.firstRow, search);
      paddedTo = mostVectors(counts.subarray(block.firstRow, block.firstRow + block.rowCount));
    }
    const end = await scorePart(part, block, { ...search, paddedTo });
    if (end === block.firstRow + block.rowCount && queries.offsets.length > 1) yield block;
  }
}

function blockAt(firstRow: number, { corpus, queries }: LateSearch): ScoredBlock {
  const rowCount = Math.min(rowsPerBlock, corpus.rowCount - firstRow);
  return { firstRow, rowCount, scores: new Float32Array((queries.offsets.length - 1) * rowCount) };
}

/** Enters the scores of some documents of a block and returns the row after the last. */
async function scorePart(
  { firstRow, documents }: DocumentPart,
  block: ScoredBlock,
  { kernels, queries, corpus, paddedTo, signal }: LateSearch & { readonly paddedTo: number },
): Promise<number> {
  const scores = await kernels.maxSim({ queries, documents, dimension: corpus.dimension, paddedTo, signal });
  const count = documents.offsets.length - 1;
  for (let query = 0; query * count < scores.length; query++) {
    const at = query * block.rowCount + firstRow - block.firstRow;
    block.scores.set(scores.subarray(query * count, (query + 1) * count), at);
  }
  return firstRow + count;
}
