import { vectorCounts } from "@mieb/core";
import type { Retrieved } from "@mieb/metrics";
import { throwIfAborted } from "../../input/throw-if-aborted.ts";
import { vectorLists } from "../../input/vector-lists.ts";
import { candidateHeaps, encodedPositions, type CandidateRows, type QueryRow } from "../rank-candidates.ts";
import { heapResults } from "../result-heap.ts";
import { pushRow } from "../search-corpus.ts";
import { listAt } from "../truth.ts";
import { bestScores } from "./best-scores.ts";
import { listsBetween, mostVectors, type LateSearch } from "./late-search.ts";

/**
 * The `topK` of each query's candidates with the greatest MaxSim; a query without candidates has no results.
 *
 * A document counts as padded to the longest of those that compete for any query; the reference, which encodes documents
 * beside them too, pads to the longest of the corpus.
 * Source: `mteb.models.search_wrappers.rerank_top_ranked_documents` with `mteb.similarity_functions.max_sim`.
 */
export async function rankByMaxSim(search: LateSearch & CandidateRows): Promise<readonly Retrieved[]> {
  const paddedTo = mostVectors(await vectorCounts(search.corpus));
  const heaps = candidateHeaps(search);
  for (const [row, query] of search.queryOf.entries()) {
    await rankRow({ ...search, paddedTo }, { row, query, heap: heaps[query] });
  }
  return heaps.map(heapResults);
}

async function rankRow(
  search: LateSearch & CandidateRows & { readonly paddedTo: number },
  { row, query, heap }: QueryRow,
): Promise<void> {
  const { corpus, kernels, places, topK, paddedTo, signal } = search;
  throwIfAborted(signal);
  const rows = listAt(search.candidates, query);
  if (rows.length === 0) return;
  const block = await corpus.rows(encodedPositions(search, rows));
  const { dimension } = block;
  const scores = await kernels.maxSim({
    queries: listsBetween(search.queries, [row, row + 1], dimension),
    documents: vectorLists(block, { request: "corpus", rows: [...rows] }),
    dimension,
    paddedTo,
    signal,
  });
  const placesOfRows = Uint32Array.from(rows, (document) => places[document] ?? 0);
  pushRow(heap, bestScores(scores, topK), { row: 0, places: placesOfRows });
}
