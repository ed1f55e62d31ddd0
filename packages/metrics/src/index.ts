export { accuracy } from "./classification/accuracy.ts";
export { averagePrecision } from "./classification/average-precision.ts";
export {
  classificationMetricNames,
  classificationScores,
  type ClassificationScores,
} from "./classification/classification-scores.ts";
export { countLabels, distinctLabels, type LabelCounts } from "./classification/label-counts.ts";
export { precisionRecallF1, type Averaging, type PrecisionRecallF1 } from "./classification/precision-recall-f1.ts";
export { clusteringMetricNames, clusteringScores, type ClusteringScores } from "./clustering/clustering-scores.ts";
export { largestAssignment } from "./clustering/largest-assignment.ts";
export { averageRanks } from "./correlation/average-ranks.ts";
export { pearson } from "./correlation/pearson.ts";
export { spearman } from "./correlation/spearman.ts";
export { metricsPlugin } from "./metrics-plugin.ts";
export type { LabelSetPair, LabelSets } from "./multilabel/label-sets.ts";
export {
  hammingScore,
  labelRankingAveragePrecision,
  macroF1,
  multilabelMetricNames,
  multilabelScores,
  subsetAccuracy,
  type MultilabelScores,
} from "./multilabel/multilabel-scores.ts";
export { roundDecimals } from "./numerics/round-decimals.ts";
export { compareIds, idPlaces } from "./retrieval/compare-ids.ts";
export { confidences, type ConfidenceName } from "./retrieval/confidence.ts";
export { confidenceOrder, nauc, type ConfidenceOrder } from "./retrieval/nauc.ts";
export {
  defaultCutoffs,
  rankingFamilies,
  rankingMetrics,
  type RankingFamily,
  type Relevance,
} from "./retrieval/ranking-metrics.ts";
export { relevantDocuments, type Judgements, type RelevantDocuments } from "./retrieval/relevant-documents.ts";
export { relevantRanks, type RelevantRanks } from "./retrieval/relevant-ranks.ts";
export { queryScores, retrievalMetricNames, retrievalScores, type RetrievalRun } from "./retrieval/retrieval-scores.ts";
export { withoutFirst, type Retrieved } from "./retrieval/retrieved.ts";
