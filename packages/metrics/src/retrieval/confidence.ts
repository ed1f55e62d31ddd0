import { pairwiseMean } from "../numerics/pairwise-sum.ts";

/** Confidences by which a search may abstain, in the order of the result files. */
export const confidenceNames = ["max", "std", "diff1"] as const;

export type ConfidenceName = (typeof confidenceNames)[number];

/**
 * Confidences of one query from its scores: the best, the population standard deviation, and the lead of the best over
 * the second. All 0 without documents. Source: `mteb._evaluators.retrieval_metrics.confidence_scores`.
 */
export function confidences(scores: ArrayLike<number>): Record<ConfidenceName, number> {
  if (scores.length === 0) return { max: 0, std: 0, diff1: 0 };
  let [best, second] = [-Infinity, -Infinity];
  for (let i = 0; i < scores.length; i++) {
    const score = scores[i] ?? 0;
    if (score > best) [best, second] = [score, best];
    else if (score > second) second = score;
  }
  const mean = pairwiseMean(scores);
  const squares = new Float64Array(scores.length);
  for (let i = 0; i < scores.length; i++) {
    const difference = (scores[i] ?? 0) - mean;
    squares[i] = difference * difference;
  }
  return { max: best, std: Math.sqrt(pairwiseMean(squares)), diff1: scores.length > 1 ? best - second : 0 };
}
