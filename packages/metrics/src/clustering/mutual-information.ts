import type { Contingency } from "./contingency.ts";

/** Mutual information of gold labels and clusters in nats, 0 or more. As `sklearn.metrics.mutual_info_score`. */
export function mutualInformation({ counts, goldSizes, clusterSizes, rowCount }: Contingency): number {
  if (goldSizes.length === 1 || clusterSizes.length === 1) return 0;
  let information = 0;
  counts.forEach((count, cell) => {
    if (count === 0) return;
    const gold = goldSizes[Math.floor(cell / clusterSizes.length)] ?? 0;
    const cluster = clusterSizes[cell % clusterSizes.length] ?? 0;
    const share = count / rowCount;
    const term =
      share * (Math.log(count) - Math.log(rowCount)) + share * (2 * Math.log(rowCount) - Math.log(gold * cluster));
    // As in scikit-learn: independent labels are to give exactly 0, not rounding dust.
    if (Math.abs(term) >= Number.EPSILON) information += term;
  });
  return Math.max(0, information);
}

/** Entropy of a partition in nats, from the sizes of its parts. */
export function entropy(sizes: Float64Array): number {
  if (sizes.length === 1) return 0;
  const total = sizes.reduce((sum, size) => sum + size, 0);
  return -sizes.reduce((sum, size) => sum + (size / total) * (Math.log(size) - Math.log(total)), 0);
}
