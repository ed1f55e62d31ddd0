import { defineMetric, type Metric } from "@mieb/core";
import type { LabelSetPair, LabelSets } from "./label-sets.ts";
import { hammingScore, labelRankingAveragePrecision } from "./multilabel-scores.ts";

/** Metrics of predicted label sets, by the names of the result files. */
export const multilabelMetrics: readonly Metric[] = [
  ofLabelSets("lrap", labelRankingAveragePrecision),
  ofLabelSets("hamming", hammingScore),
];

function ofLabelSets(name: string, measure: (pair: LabelSetPair) => number): Metric {
  return defineMetric<LabelSets, LabelSets>({
    name,
    higherIsBetter: true,
    compute: (gold, predicted) => measure({ gold, predicted }),
  });
}
