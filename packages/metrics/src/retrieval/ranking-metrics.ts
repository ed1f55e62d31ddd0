import type { RelevantRanks } from "./relevant-ranks.ts";

/** Metric families of a ranking, in the order the reference names them. */
export const rankingFamilies = ["ndcg", "map", "recall", "precision", "mrr", "hit_rate"] as const;

export type RankingFamily = (typeof rankingFamilies)[number];

/** Cut-offs of the reference's result files. */
export const defaultCutoffs: readonly number[] = [1, 3, 5, 10, 20, 100, 1000];

/** What is known about the right answers of one query. */
export interface Relevance extends RelevantRanks {
  /** All positive grades of the query, largest first, also those of documents that were not retrieved. */
  readonly ideal: ArrayLike<number>;
}

/**
 * All families at all cut-offs, each in [0, 1], one value per cut-off. A query without relevant documents scores 0. Gain
 * is linear in the grade and divided by log2(rank + 1), ranks from 1. Equal to pytrec_eval's `ndcg_cut`, `map_cut`,
 * `recall`, `P`, `success` and mteb's MRR to 1e-12.
 * @param cutoffs ascending
 */
export function rankingMetrics(relevance: Relevance, cutoffs: readonly number[]): Record<RankingFamily, Float64Array> {
  const { ranks, grades, ideal } = relevance;
  const relevant = Math.max(ideal.length, 1);
  const firstRank = 1 + (ranks[0] ?? Infinity);
  const values = emptyValues(cutoffs.length);
  let [found, gain, precisions, judged, idealGain] = [0, 0, 0, 0, 0];
  cutoffs.forEach((cutoff, at) => {
    for (; judged < Math.min(cutoff, ideal.length); judged++) idealGain += (ideal[judged] ?? 0) / Math.log2(judged + 2);
    for (; (ranks[found] ?? Infinity) < cutoff; found++) {
      const rank = ranks[found] ?? 0;
      gain += (grades[found] ?? 0) / Math.log2(rank + 2);
      precisions += (found + 1) / (rank + 1);
    }
    values.ndcg[at] = idealGain > 0 ? gain / idealGain : 0;
    values.map[at] = precisions / relevant;
    values.recall[at] = found / relevant;
    values.precision[at] = found / cutoff;
    values.mrr[at] = found > 0 ? 1 / firstRank : 0;
    values.hit_rate[at] = found > 0 ? 1 : 0;
  });
  return values;
}

function emptyValues(length: number): Record<RankingFamily, Float64Array> {
  const entries = rankingFamilies.map((family) => [family, new Float64Array(length)] as const);
  return Object.fromEntries(entries) as Record<RankingFamily, Float64Array>;
}
