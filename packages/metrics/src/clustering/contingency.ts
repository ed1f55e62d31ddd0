import { distinctLabels } from "../classification/label-counts.ts";

/** How often each gold label meets each cluster. */
export interface Contingency {
  /** `[gold labels × clusters]`, both in ascending order of their values. */
  readonly counts: Float64Array;
  /** Rows of each gold label, and of each cluster. */
  readonly goldSizes: Float64Array;
  readonly clusterSizes: Float64Array;
  readonly rowCount: number;
}

/** Counts in one pass. Both arrays hold integers and have the same length. */
export function contingency(gold: ArrayLike<number>, clusters: ArrayLike<number>): Contingency {
  const goldAt = positions(gold);
  const clusterAt = positions(clusters);
  const counts = new Float64Array(goldAt.size * clusterAt.size);
  const [goldSizes, clusterSizes] = [new Float64Array(goldAt.size), new Float64Array(clusterAt.size)];
  for (let row = 0; row < gold.length; row++) {
    const [i, j] = [goldAt.get(gold[row] ?? 0) ?? 0, clusterAt.get(clusters[row] ?? 0) ?? 0];
    increment(counts, i * clusterAt.size + j);
    increment(goldSizes, i);
    increment(clusterSizes, j);
  }
  return { counts, goldSizes, clusterSizes, rowCount: gold.length };
}

function positions(labels: ArrayLike<number>): ReadonlyMap<number, number> {
  return new Map(distinctLabels(labels).map((label, index) => [label, index]));
}

function increment(counts: Float64Array, at: number): void {
  counts[at] = (counts[at] ?? 0) + 1;
}
