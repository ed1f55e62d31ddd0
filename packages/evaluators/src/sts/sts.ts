import {
  defineEvaluator,
  invalidCell,
  type EvaluationPlan,
  type Evaluator,
  type PlanContext,
  type ScoreContext,
  type Scoring,
  type Table,
} from "@mieb/core";
import { pearson, spearman } from "@mieb/metrics";
import { openSplit, requireTable } from "../input/open-split.ts";
import { explainSts } from "./explain-sts.ts";
import { stsOptions, type StsOptions } from "./options.ts";
import { pairedScores } from "./paired-scores.ts";

/** What scoring compares with. */
export interface StsTruth {
  /** How alike the two sides are, by row. Any range: correlations do not depend on it. */
  readonly scores: readonly number[];
}

/** Fields of the reference's STS entries, in its order. */
const metricNames = [
  "pearson",
  "spearman",
  "cosine_pearson",
  "cosine_spearman",
  "manhattan_pearson",
  "manhattan_spearman",
  "euclidean_pearson",
  "euclidean_spearman",
] as const;

/**
 * Semantic textual similarity of rendered texts: how well the nearness of two images agrees with people's scores.
 *
 * Column roles: `sentence1` and `sentence2` (images), `score`, by default the columns of those names. Tables: `test`. A
 * correlation is NaN where the scores are constant.
 * Source: `mteb.abstasks.AbsTaskSTS`.
 */
export const sts: Evaluator = defineEvaluator<StsOptions, StsTruth>({
  name: "sts",
  options: stsOptions,
  metrics: metricNames,
  load: async (context) => ({ test: await openSplit(context, context.split) }),
  plan,
  score,
  explain: explainSts,
});

async function plan(context: PlanContext<StsOptions>): Promise<EvaluationPlan<StsTruth>> {
  const { sentence1 = "sentence1", sentence2 = "sentence2", score: column = "score" } = context.columns;
  return {
    requests: { first: { table: "test", image: sentence1 }, second: { table: "test", image: sentence2 } },
    truth: { scores: await readScores(requireTable(context.dataset, "test"), column) },
  };
}

async function readScores(table: Table, column: string): Promise<readonly number[]> {
  return (await table.read(column)).map((value, row) => {
    if (typeof value === "number" && Number.isFinite(value)) return value;
    throw invalidCell(table, { column, row }, "a number", value);
  });
}

async function score(context: ScoreContext<StsOptions, StsTruth>): Promise<Scoring> {
  const gold = context.truth.scores;
  const predictions = await pairedScores(context);
  const { similarity_scores, cosine_scores, manhattan_distances, euclidean_distances } = predictions;
  const byMetric = [similarity_scores, cosine_scores, manhattan_distances, euclidean_distances].flatMap((predicted) => [
    pearson(gold, predicted),
    spearman(gold, predicted),
  ]);
  return {
    scores: Object.fromEntries(metricNames.map((name, i) => [name, byMetric[i] ?? Number.NaN])),
    ...(context.wantsPredictions && { predictions }),
  };
}
