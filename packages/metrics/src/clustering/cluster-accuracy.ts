import { countPairs } from "./count-pairs.ts";
import { largestAssignment } from "./largest-assignment.ts";

/**
 * Share of rows that are right when clusters are named after gold labels, one to one, in the best possible way; in
 * [0, 1]. As mteb's `cluster_accuracy`.
 */
export function clusterAccuracy(gold: ArrayLike<number>, clusters: ArrayLike<number>): number {
  const { counts, size } = countPairs(gold, clusters);
  return largestAssignment(counts, size) / gold.length;
}
