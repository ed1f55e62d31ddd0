/** Metric families of a ranking, in the order the reference names them. */
export const rankingFamilies = ["ndcg", "map", "recall", "precision", "mrr", "hit_rate"] as const;

export type RankingFamily = (typeof rankingFamilies)[number];

/** Cut-offs of the reference's result files. */
export const defaultCutoffs: readonly number[] = [1, 3, 5, 10, 20, 100, 1000];

/** What is known about the right answers of one query. */
export interface Relevance {
  /** Grades of the ranked documents, best rank first; 0 where unjudged. Relevant means at least 1. */
  readonly ranked: ArrayLike<number>;
  /** All positive grades of the query, largest first, also those of documents that were not retrieved. */
  readonly ideal: ArrayLike<number>;
}

/**
 * All families at all cut-offs from one walk down the ranking, each in [0, 1], one value per cut-off. A query without
 * relevant documents scores 0. Gain is linear in the grade and divided by log2(rank + 1). Equal to pytrec_eval's
 * `ndcg_cut`, `map_cut`, `recall`, `P`, `success` and mteb's MRR to 1e-12.
 * @param cutoffs ascending
 */
export function rankingMetrics(relevance: Relevance, cutoffs: readonly number[]): Record<RankingFamily, Float64Array> {
  const { ranked, ideal } = relevance;
  const relevant = Math.max(ideal.length, 1);
  const values = emptyValues(cutoffs.length);
  let [rank, gain, idealGain, found, precisions, firstRank] = [0, 0, 0, 0, 0, Infinity];
  cutoffs.forEach((cutoff, at) => {
    const end = Math.min(cutoff, Math.max(ranked.length, ideal.length));
    for (; rank < end; rank++) {
      const grade = ranked[rank] ?? 0;
      if (rank < ideal.length) idealGain += (ideal[rank] ?? 0) / Math.log2(rank + 2);
      if (grade < 1) continue;
      gain += grade / Math.log2(rank + 2);
      precisions += ++found / (rank + 1);
      firstRank = Math.min(firstRank, rank + 1);
    }
    values.ndcg[at] = idealGain > 0 ? gain / idealGain : 0;
    values.map[at] = precisions / relevant;
    values.recall[at] = found / relevant;
    values.precision[at] = found / cutoff;
    values.mrr[at] = 1 / firstRank;
    values.hit_rate[at] = found > 0 ? 1 : 0;
  });
  return values;
}

function emptyValues(length: number): Record<RankingFamily, Float64Array> {
  const entries = rankingFamilies.map((family) => [family, new Float64Array(length)] as const);
  return Object.fromEntries(entries) as Record<RankingFamily, Float64Array>;
}
