import type { Contingency } from "./contingency.ts";
import { largestAssignment } from "./largest-assignment.ts";

/**
 * Share of rows that are right when clusters are named after gold labels, one to one, in the best possible way; in
 * [0, 1]. Equal to mteb's `cluster_accuracy` (scipy's assignment on scikit-learn's confusion matrix).
 */
export function clusterAccuracy({ counts, goldSizes, clusterSizes, rowCount }: Contingency): number {
  const size = Math.max(goldSizes.length, clusterSizes.length);
  const square = new Float64Array(size * size);
  for (let label = 0; label < goldSizes.length; label++) {
    const start = label * clusterSizes.length;
    square.set(counts.subarray(start, start + clusterSizes.length), label * size);
  }
  return largestAssignment(square, size) / rowCount;
}
