import { adjustedRandIndex } from "./adjusted-rand-index.ts";
import { clusterAccuracy } from "./cluster-accuracy.ts";
import { contingency } from "./contingency.ts";
import { normalizedMutualInformation, vMeasure } from "./v-measure.ts";

/** The fields of the reference's clustering entries, in its order. */
export interface ClusteringScores {
  readonly v_measure: number;
  readonly nmi: number;
  readonly ari: number;
  readonly cluster_accuracy: number;
}

/** Names of {@link ClusteringScores}, in order. */
export const clusteringMetricNames: readonly (keyof ClusteringScores)[] = [
  "v_measure",
  "nmi",
  "ari",
  "cluster_accuracy",
];

/** All clustering metrics of one assignment of rows to clusters. */
export function clusteringScores(gold: ArrayLike<number>, clusters: ArrayLike<number>): ClusteringScores {
  const table = contingency(gold, clusters);
  return {
    v_measure: vMeasure(table),
    nmi: normalizedMutualInformation(table),
    ari: adjustedRandIndex(table),
    cluster_accuracy: clusterAccuracy(table),
  };
}
