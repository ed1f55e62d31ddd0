export { accuracy } from "./classification/accuracy.ts";
export { averagePrecision } from "./classification/average-precision.ts";
export {
  classificationMetricNames,
  classificationScores,
  type ClassificationScores,
} from "./classification/classification-scores.ts";
export { countLabels, distinctLabels, type LabelCounts } from "./classification/label-counts.ts";
export { precisionRecallF1, type Averaging, type PrecisionRecallF1 } from "./classification/precision-recall-f1.ts";
export { metricsPlugin } from "./metrics-plugin.ts";
