import type { Contingency } from "./contingency.ts";

/**
 * Agreement on pairs of rows, adjusted for chance: 1 for equal partitions, about 0 for random ones, at least -0.5.
 * Equal to `sklearn.metrics.adjusted_rand_score` to 1e-12.
 */
export function adjustedRandIndex({ counts, goldSizes, clusterSizes, rowCount }: Contingency): number {
  const together = sumOfSquares(counts);
  const [sameGold, sameCluster] = [sumOfSquares(goldSizes), sumOfSquares(clusterSizes)];
  // Ordered pairs: together in both, only in the clusters, only in the gold labels, in neither.
  const both = together - rowCount;
  const onlyCluster = sameCluster - together;
  const onlyGold = sameGold - together;
  const neither = rowCount ** 2 - sameGold - sameCluster + together;
  if (onlyCluster === 0 && onlyGold === 0) return 1;
  const expected = (both + onlyGold) * (onlyGold + neither) + (both + onlyCluster) * (onlyCluster + neither);
  return (2 * (both * neither - onlyGold * onlyCluster)) / expected;
}

function sumOfSquares(values: Float64Array): number {
  return values.reduce((sum, value) => sum + value * value, 0);
}
