import type { LabelCounts } from "./label-counts.ts";

/** `macro` weighs every label the same, `weighted` by how often it is true. */
export type Averaging = "macro" | "weighted";

/** Averages over labels, each in [0, 1]. */
export interface PrecisionRecallF1 {
  readonly precision: number;
  readonly recall: number;
  readonly f1: number;
}

/**
 * Averaged precision, recall and F1 over the labels that occur in truth or prediction; a ratio without a denominator
 * counts 0. Equal to `sklearn.metrics.precision_recall_fscore_support(..., zero_division=0)` to 1e-12.
 */
export function precisionRecallF1(counts: LabelCounts, averaging: Averaging): PrecisionRecallF1 {
  const { labels, support, predicted, correct } = counts;
  let [precision, recall, f1, total] = [0, 0, 0, 0];
  for (let label = 0; label < labels.length; label++) {
    const [hits, gold, guesses] = [correct[label] ?? 0, support[label] ?? 0, predicted[label] ?? 0];
    const weight = averaging === "macro" ? 1 : gold;
    total += weight;
    precision += weight * ratio(hits, guesses);
    recall += weight * ratio(hits, gold);
    f1 += weight * ratio(2 * hits, gold + guesses);
  }
  return { precision: ratio(precision, total), recall: ratio(recall, total), f1: ratio(f1, total) };
}

function ratio(part: number, whole: number): number {
  return whole === 0 ? 0 : part / whole;
}
