import { roundDecimals } from "../numerics/round-decimals.ts";
import { confidenceNames, confidences } from "./confidence.ts";
import { confidenceOrder, naucs } from "./nauc.ts";
import { rankingFamilies, rankingMetrics, type RankingFamily } from "./ranking-metrics.ts";
import { relevantDocuments, type Judgements } from "./relevant-documents.ts";
import { relevantRanks } from "./relevant-ranks.ts";
import type { Retrieved } from "./retrieved.ts";

/** A whole search with its judgements; queries in the same order on both sides. */
export interface RetrievalRun {
  readonly retrieved: readonly Retrieved[];
  readonly judgements: readonly Judgements[];
  /** Ascending ranks at which metrics are cut; 1 must be among them. */
  readonly cutoffs: readonly number[];
}

/** Family → one array per cut-off → one value per query. */
type QueryMetrics = Readonly<Record<RankingFamily, readonly Float64Array[]>>;

/**
 * All fields of the reference's retrieval entries in its order: means over queries (to 5 decimals except MRR),
 * `accuracy` (recall at 1), and nAUC by three confidences. Agrees with
 * `mteb._evaluators.retrieval_metrics.calculate_retrieval_scores` to 1e-9.
 */
export function retrievalScores(run: RetrievalRun): Readonly<Record<string, number>> {
  const metrics = queryMetrics(run);
  const means = (family: RankingFamily): Record<string, number> => meansOf(family, metrics[family], run.cutoffs);
  const recall = means("recall");
  return {
    ...means("ndcg"),
    ...means("map"),
    ...recall,
    accuracy: recall["recall_at_1"] ?? 0,
    ...means("precision"),
    ...means("mrr"),
    ...abstention(run, metrics),
    ...means("hit_rate"),
  };
}

/** Names of {@link retrievalScores} at these cut-offs, in order. */
export function retrievalMetricNames(cutoffs: readonly number[]): readonly string[] {
  const empty = { retrieved: [], judgements: [], cutoffs };
  return Object.keys(retrievalScores(empty));
}

/** All metrics of one query, one value per cut-off. */
export function queryScores(
  retrieved: Retrieved,
  judgements: Judgements,
  cutoffs: readonly number[],
): Record<RankingFamily, Float64Array> {
  const relevant = relevantDocuments(judgements);
  const ideal = Float64Array.from(judgements.grades)
    .filter((grade) => grade >= 1)
    .toSorted()
    .toReversed();
  const metricsOf = (result: Retrieved): Record<RankingFamily, Float64Array> =>
    rankingMetrics({ ...relevantRanks(result, relevant), ideal }, cutoffs);
  const { documents, scores } = retrieved;
  if (scores instanceof Float32Array) return metricsOf(retrieved);
  // trec_eval keeps scores in 32 bits, the reference's own reciprocal rank in 64.
  return { ...metricsOf({ documents, scores: Float32Array.from(scores) }), mrr: metricsOf(retrieved).mrr };
}

function queryMetrics(run: RetrievalRun): QueryMetrics {
  const count = run.retrieved.length;
  const columns = (): Float64Array[] => run.cutoffs.map(() => new Float64Array(count));
  const metrics = Object.fromEntries(rankingFamilies.map((family) => [family, columns()])) as unknown as QueryMetrics;
  run.retrieved.forEach((retrieved, query) => {
    const values = queryScores(retrieved, run.judgements[query] ?? { documents: [], grades: [] }, run.cutoffs);
    for (const family of rankingFamilies) {
      metrics[family].forEach((column, at) => (column[query] = values[family][at] ?? 0));
    }
  });
  return metrics;
}

function meansOf(
  family: RankingFamily,
  columns: readonly Float64Array[],
  cutoffs: readonly number[],
): Record<string, number> {
  const means = columns.map((values) => values.reduce((sum, value) => sum + value, 0) / values.length);
  const rounded = family === "mrr" ? means : means.map((mean) => roundDecimals(mean, 5));
  return Object.fromEntries(cutoffs.map((cutoff, at) => [`${family}_at_${cutoff}`, rounded[at] ?? Number.NaN]));
}

function abstention(run: RetrievalRun, metrics: QueryMetrics): Record<string, number> {
  const perQuery = run.retrieved.map(({ scores }) => confidences(scores));
  const orders = confidenceNames.map((name) => confidenceOrder(Float64Array.from(perQuery, (values) => values[name])));
  const fields = rankingFamilies
    .filter((family) => family !== "hit_rate")
    .flatMap((family) =>
      run.cutoffs.flatMap((cutoff, at) => {
        const values = naucs(orders, metrics[family][at] ?? new Float64Array());
        return confidenceNames.map(
          (name, i) => [`nauc_${family}_at_${cutoff}_${name}`, values[i] ?? Number.NaN] as const,
        );
      }),
    );
  return Object.fromEntries(fields);
}
