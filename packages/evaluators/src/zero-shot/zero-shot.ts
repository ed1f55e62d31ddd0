import {
  defineEvaluator,
  type EvaluationPlan,
  type Evaluator,
  type PlanContext,
  type ScoreContext,
  type Scoring,
} from "@mieb/core";
import { classificationMetricNames, classificationScores } from "@mieb/metrics";
import { openSplit, requireTable } from "../input/open-split.ts";
import { explainZeroShot } from "./explain-zero-shot.ts";
import { candidateLabels } from "./candidate-labels.ts";
import { candidateScores } from "./candidate-scores.ts";
import { goldLabels } from "./gold-labels.ts";
import { zeroShotOptions, type ZeroShotOptions } from "./options.ts";

/** What scoring compares with. */
export interface ZeroShotTruth {
  /** Index of the right candidate, by row. */
  readonly labels: readonly number[];
  /**
   * `softmax`: probabilities over candidates, always from cosines. `similarity`: the model's own similarity. The order
   * of the task's modalities decides, as in the reference: `["image", "text"]` is the first.
   */
  readonly scoring: "softmax" | "similarity";
}

/**
 * Zero-shot classification: the candidate text nearest to an image is its predicted class, the first one on ties.
 *
 * Column roles: `image` and `label`, by default the columns of those names. Tables: `test`.
 * Source: `mteb.abstasks.AbsTaskZeroShotClassification`.
 */
export const zeroShot: Evaluator = defineEvaluator<ZeroShotOptions, ZeroShotTruth>({
  name: "zero-shot",
  options: zeroShotOptions,
  metrics: classificationMetricNames,
  takesSeveralVectors: true,
  load: async (context) => ({ test: await openSplit(context, context.split) }),
  plan,
  score,
  explain: explainZeroShot,
});

async function plan(context: PlanContext<ZeroShotOptions>): Promise<EvaluationPlan<ZeroShotTruth>> {
  const { image = "image", label = "label" } = context.columns;
  const test = requireTable(context.dataset, "test");
  const candidates = await candidateLabels(context, test, label);
  const imageFirst = context.task.modalities.join() === "image,text";
  return {
    requests: { candidates: { texts: candidates }, test: { table: "test", image } },
    truth: {
      labels: await goldLabels(test, label, candidates),
      scoring: imageFirst ? "softmax" : "similarity",
    },
  };
}

async function score(context: ScoreContext<ZeroShotOptions, ZeroShotTruth>): Promise<Scoring> {
  const { labels } = context.truth;
  const candidateCount = context.embeddings["candidates"]?.rowCount ?? 1;
  const [predicted, ofSecond] = [new Int32Array(labels.length), new Float32Array(labels.length)];
  const predictions: number[][] = [];
  let row = 0;
  for await (const scores of candidateScores(context)) {
    for (let start = 0; start < scores.length; start += candidateCount, row++) {
      const ofRow = scores.subarray(start, start + candidateCount);
      predicted[row] = firstMaximum(ofRow);
      ofSecond[row] = ofRow[1] ?? 0;
      if (context.wantsPredictions) predictions.push(Array.from(ofRow));
    }
  }
  const scores = { ...classificationScores(labels, predicted, ofSecond) };
  return { scores, ...(context.wantsPredictions && { predictions }) };
}

function firstMaximum(values: Float32Array): number {
  let best = 0;
  for (let i = 1; i < values.length; i++) if ((values[i] ?? 0) > (values[best] ?? 0)) best = i;
  return best;
}
