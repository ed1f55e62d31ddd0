import { collectEmbeddings, type ScoreContext, type Scoring } from "@mieb/core";
import { retrievalScores, withoutFirst, type Retrieved } from "@mieb/metrics";
import { checkVectors } from "../input/check-vectors.ts";
import { requireSameDimension, requireSource } from "../input/require-source.ts";
import { scalesVectors } from "../input/similarity.ts";
import { vectorLists } from "../input/vector-lists.ts";
import { rankByMaxSim } from "./max-sim/rank-by-max-sim.ts";
import { searchByMaxSim } from "./max-sim/search-by-max-sim.ts";
import { documentPlaces, documentsByPlace } from "./document-places.ts";
import type { RetrievalOptions } from "./options.ts";
import { rankCandidates } from "./rank-candidates.ts";
import { searchCorpus, type Search } from "./search-corpus.ts";
import { textAt, textCount } from "./text-list.ts";
import { listAt, type RetrievalTruth } from "./truth.ts";

/** Searches, then measures. */
export async function scoreRetrieval(context: ScoreContext<RetrievalOptions, RetrievalTruth>): Promise<Scoring> {
  const { options, truth } = context;
  const places = documentPlaces(truth.documentIds);
  const found = await find(context, places);
  const scores = retrievalScores({
    retrieved: options.skipFirstResult ? found.map(withoutFirst) : found,
    judgements: truth.queryIds.map((_, query) => ({
      documents: listAt(truth.judged, query).map((row) => (row < 0 ? row : (places[row] ?? 0))),
      grades: truth.grades.subarray(truth.judged.offsets[query], truth.judged.offsets[query + 1]),
    })),
    cutoffs: options.kValues,
  });
  return { scores, ...(context.wantsPredictions && { predictions: predictions(found, truth, places) }) };
}

async function find(
  context: ScoreContext<RetrievalOptions, RetrievalTruth>,
  places: Uint32Array,
): Promise<readonly Retrieved[]> {
  const { truth, options, signal } = context;
  const { loadKernels } = await import("@mieb/kernels");
  const kernels = await loadKernels();
  const queries = await collectEmbeddings(requireSource(context.embeddings, "queries", truth.queryOf.length));
  const corpus = requireSource(context.embeddings, "corpus", truth.encodedRows?.length ?? textCount(truth.documentIds));
  requireSameDimension(queries, corpus);
  const { candidates, encodedRows, queryOf } = truth;
  if (context.similarity === "max-sim") {
    const lists = vectorLists(queries, { request: "queries" });
    const late = { kernels, queries: lists, queryOf, corpus, places, topK: options.topK, signal };
    return candidates ? rankByMaxSim({ ...late, candidates, encodedRows }) : searchByMaxSim(late);
  }
  checkVectors(queries, { request: "queries" });
  const isNormalizing = scalesVectors(context.similarity);
  const search: Search = {
    kernels,
    isNormalizing,
    queries: queries.values,
    queryOf,
    corpus,
    places,
    topK: options.topK,
    signal,
  };
  return candidates ? rankCandidates({ ...search, candidates, encodedRows }) : searchCorpus(search);
}

/** Query id → document id → score. */
function predictions(
  found: readonly Retrieved[],
  { queryIds, documentIds }: RetrievalTruth,
  places: Uint32Array,
): unknown {
  const documentAt = documentsByPlace(places);
  const idOf = (place: number): string => textAt(documentIds, documentAt[place] ?? 0);
  const byDocument = ({ documents, scores }: Retrieved): Record<string, number> =>
    Object.fromEntries(Array.from(documents, (place, i) => [idOf(place), scores[i] ?? 0]));
  return Object.fromEntries(found.map((retrieved, query) => [queryIds[query] ?? "", byDocument(retrieved)]));
}
