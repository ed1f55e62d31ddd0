import { accuracy } from "./accuracy.ts";
import { averagePrecision } from "./average-precision.ts";
import { countLabels, distinctLabels } from "./label-counts.ts";
import { precisionRecallF1 } from "./precision-recall-f1.ts";

/** The nine fields of the reference's classification entries, in its order. */
export interface ClassificationScores {
  readonly accuracy: number;
  readonly f1: number;
  readonly f1_weighted: number;
  readonly precision: number;
  readonly precision_weighted: number;
  readonly recall: number;
  readonly recall_weighted: number;
  /** Average precision of label 1; null unless the truth has exactly two labels, 1 among them. */
  readonly ap: number | null;
  readonly ap_weighted: number | null;
}

/** Names of {@link ClassificationScores}, in order. */
export const classificationMetricNames: readonly (keyof ClassificationScores)[] = [
  "accuracy",
  "f1",
  "f1_weighted",
  "precision",
  "precision_weighted",
  "recall",
  "recall_weighted",
  "ap",
  "ap_weighted",
];

/**
 * All classification metrics of one prediction.
 * @param positiveScores score of label 1 by row, for average precision; for classifiers the predictions themselves
 */
export function classificationScores(
  truth: ArrayLike<number>,
  predicted: ArrayLike<number>,
  positiveScores: ArrayLike<number>,
): ClassificationScores {
  const counts = countLabels(truth, predicted);
  const [macro, weighted] = [precisionRecallF1(counts, "macro"), precisionRecallF1(counts, "weighted")];
  const goldLabels = distinctLabels(truth);
  const isBinary = goldLabels.length === 2 && goldLabels.includes(1);
  const ap = isBinary ? averagePrecision(truth, positiveScores) : null;
  return {
    accuracy: accuracy(truth, predicted),
    f1: macro.f1,
    f1_weighted: weighted.f1,
    precision: macro.precision,
    precision_weighted: weighted.precision,
    recall: macro.recall,
    recall_weighted: weighted.recall,
    ap,
    ap_weighted: ap,
  };
}
