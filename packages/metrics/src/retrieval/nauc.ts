import { pairwiseMean, pairwiseSum } from "../numerics/pairwise-sum.ts";
import { roundDecimals } from "../numerics/round-decimals.ts";

const rates: readonly number[] = Array.from({ length: 10 }, (_, tenth) => tenth * 0.1);

/** Queries by rising confidence, and where groups of equal confidence start. Reusable over many metrics. */
export interface ConfidenceOrder {
  readonly order: Uint32Array;
  /** Where each group starts in `order`; at the end the length. */
  readonly groups: readonly number[];
}

/** Sorts queries by confidence, ascending and stable. */
export function confidenceOrder(confidence: Float64Array): ConfidenceOrder {
  const order = Uint32Array.from(confidence.keys()).toSorted((a, b) => (confidence[a] ?? 0) - (confidence[b] ?? 0));
  return { order, groups: equalGroups(sortedBy(order, confidence)) };
}

function sortedBy(order: Uint32Array, values: Float64Array): Float64Array {
  const sorted = new Float64Array(order.length);
  for (let i = 0; i < order.length; i++) sorted[i] = values[order[i] ?? 0] ?? 0;
  return sorted;
}

function equalGroups(sorted: Float64Array): number[] {
  const groups: number[] = [];
  for (let i = 0; i < sorted.length; i++) if (i === 0 || sorted[i] !== sorted[i - 1]) groups.push(i);
  return [...groups, sorted.length];
}

/**
 * Normalised area under the abstention curve: how much of the gain of an oracle, which abstains where the metric is
 * worst, abstaining by confidence reaches; at most 1, 0 for no gain, NaN when all queries score the same.
 * Equal to `mteb._evaluators.retrieval_metrics.nauc` (https://arxiv.org/abs/2402.12997) to 1e-12.
 * @param metric one value per query
 */
export function nauc(confidence: ConfidenceOrder, metric: Float64Array): number {
  return naucs([confidence], metric)[0] ?? Number.NaN;
}

/** {@link nauc} of several confidences on one metric; the oracle is computed once. */
export function naucs(confidences: readonly ConfidenceOrder[], metric: Float64Array): readonly number[] {
  const sorted = metric.toSorted();
  const oracle = abstentionCurve(sorted, equalGroups(sorted));
  return confidences.map(({ order, groups }) => {
    return normalizedArea(abstentionCurve(sortedBy(order, metric), groups), oracle);
  });
}

function normalizedArea(curve: readonly number[], oracle: readonly number[]): number {
  const flat = (oracle[0] ?? 0) * ((rates.at(-1) ?? 0) - (rates[0] ?? 0));
  const best = area(oracle);
  return best === flat ? Number.NaN : (area(curve) - flat) / (best - flat);
}

/** Mean metric of the queries that are left at each rate of abstention. Writes to `sorted`, by rising confidence. */
function abstentionCurve(sorted: Float64Array, groups: readonly number[]): readonly number[] {
  // A group of equal confidence may be cut in two; its mean is what a random cut leaves on average.
  for (let group = 0; group + 1 < groups.length; group++) {
    const [start = 0, end = 0] = [groups[group], groups[group + 1]];
    if (end - start < 2) continue;
    const mean = ((sorted[start] ?? 0) + pairwiseSum(sorted, start + 1, end)) / (end - start);
    sorted.fill(mean, start, end);
  }
  const count = sorted.length;
  return rates.map((rate) => pairwiseMean(sorted, Math.min(roundDecimals(rate * count, 0), count - 1)));
}

/** Trapezoids over the rates. */
function area(curve: readonly number[]): number {
  const pieces = curve.slice(1).map((value, i) => {
    const width = (rates[i + 1] ?? 0) - (rates[i] ?? 0);
    return (width * (value + (curve[i] ?? 0))) / 2;
  });
  return pairwiseSum(pieces);
}
