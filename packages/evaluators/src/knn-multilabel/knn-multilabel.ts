import { defineEvaluator, type Evaluator, type ScoreContext, type Scoring } from "@mieb/core";
import { multilabelMetricNames, multilabelScores, type LabelSets } from "@mieb/metrics";
import { openSplit } from "../input/open-split.ts";
import { explainKnnMultilabel } from "./explain-knn-multilabel.ts";
import { knnMultilabelOptions, type KnnMultilabelOptions } from "./options.ts";
import { planKnnMultilabel, type KnnMultilabelTruth } from "./plan-knn-multilabel.ts";
import { predictLabelSets } from "./predict-label-sets.ts";

/**
 * Multilabel classification: the nearest of a few training images vote on every label of a test image.
 *
 * Column roles: `image` and `label` (a list of labels), by default the columns of those names. Tables: `train` and `test`.
 * Every evaluation draws from a fresh random stream, as a fresh task object of the reference does.
 * Source: `mteb.abstasks.AbsTaskMultilabelClassification` with its default `KNeighborsClassifier`.
 */
export const knnMultilabel: Evaluator = defineEvaluator<KnnMultilabelOptions, KnnMultilabelTruth>({
  name: "knn-multilabel",
  options: knnMultilabelOptions,
  metrics: multilabelMetricNames,
  async load(context) {
    const { trainSplit } = knnMultilabelOptions.parse(context.options);
    return { train: await openSplit(context, trainSplit), test: await openSplit(context, context.split) };
  },
  plan: planKnnMultilabel,
  score,
  explain: explainKnnMultilabel,
});

async function score(context: ScoreContext<KnnMultilabelOptions, KnnMultilabelTruth>): Promise<Scoring> {
  const predictions = await predictLabelSets(context);
  const gold = labelSets(context.truth);
  const experiments = predictions.map((predicted) => multilabelScores({ gold, predicted }));
  const means = multilabelMetricNames.map((name) => {
    const sum = experiments.reduce((total, scores) => total + scores[name], 0);
    return [name, sum / experiments.length] as const;
  });
  return {
    scores: { scores_per_experiment: experiments.map((scores) => ({ ...scores })), ...Object.fromEntries(means) },
    ...(context.wantsPredictions && { predictions: predictions.map(rowsOf) }),
  };
}

function labelSets({ testLabels, labelCount }: KnnMultilabelTruth): LabelSets {
  const values = new Uint8Array(testLabels.length * labelCount);
  testLabels.forEach((labels, row) => {
    for (const label of labels) values[row * labelCount + label] = 1;
  });
  return { values, labelCount };
}

function rowsOf({ values, labelCount }: LabelSets): readonly (readonly number[])[] {
  const rowCount = values.length / labelCount;
  return Array.from({ length: rowCount }, (_, row) => [...values.subarray(row * labelCount, (row + 1) * labelCount)]);
}
