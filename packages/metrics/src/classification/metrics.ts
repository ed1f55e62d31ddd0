import { defineMetric, type Metric } from "@mieb/core";
import { accuracy } from "./accuracy.ts";
import { averagePrecision } from "./average-precision.ts";
import { countLabels } from "./label-counts.ts";
import { precisionRecallF1, type Averaging, type PrecisionRecallF1 } from "./precision-recall-f1.ts";

type Labels = ArrayLike<number>;

/** Metrics of predicted labels against true labels, by the names of the result files. */
export const classificationMetrics: readonly Metric[] = [
  defineMetric<Labels, Labels>({ name: "accuracy", higherIsBetter: true, compute: accuracy }),
  averaged("f1", "f1", "macro"),
  averaged("f1_weighted", "f1", "weighted"),
  averaged("precision", "precision", "macro"),
  averaged("precision_weighted", "precision", "weighted"),
  averaged("recall", "recall", "macro"),
  averaged("recall_weighted", "recall", "weighted"),
  defineMetric<Labels, Labels>({
    name: "ap",
    higherIsBetter: true,
    compute: (truth, scores) => averagePrecision(truth, scores),
  }),
];

function averaged(name: string, field: keyof PrecisionRecallF1, averaging: Averaging): Metric {
  return defineMetric<Labels, Labels>({
    name,
    higherIsBetter: true,
    compute: (truth, predicted) => precisionRecallF1(countLabels(truth, predicted), averaging)[field],
  });
}
