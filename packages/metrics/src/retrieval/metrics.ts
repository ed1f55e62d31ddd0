import { defineMetric, type Metric } from "@mieb/core";
import { idPlaces } from "./compare-ids.ts";
import { defaultCutoffs, rankingFamilies, type RankingFamily } from "./ranking-metrics.ts";
import { queryScores } from "./retrieval-scores.ts";

/** Document id → grade, or document id → score. */
type ById = Readonly<Record<string, number>>;

/** Metrics of one query's scores against its grades, by the names of the result files (`ndcg_at_10`). */
export const retrievalMetrics: readonly Metric[] = rankingFamilies.flatMap((family) =>
  defaultCutoffs.map((cutoff) =>
    defineMetric<ById, ById>({
      name: `${family}_at_${cutoff}`,
      higherIsBetter: true,
      compute: (grades, scores) => scoreQuery(grades, scores, { family, cutoff }),
    }),
  ),
);

function scoreQuery(grades: ById, scores: ById, wanted: { family: RankingFamily; cutoff: number }): number {
  const ids = [...new Set([...Object.keys(scores), ...Object.keys(grades)])];
  const places = idPlaces(ids);
  const number = new Map(ids.map((id, index) => [id, places[index] ?? 0]));
  const numbers = (byId: ById): Uint32Array => Uint32Array.from(Object.keys(byId), (id) => number.get(id) ?? 0);
  const values = queryScores(
    { documents: numbers(scores), scores: Float64Array.from(Object.values(scores)) },
    { documents: numbers(grades), grades: Object.values(grades) },
    [wanted.cutoff],
  );
  return values[wanted.family][0] ?? 0;
}
