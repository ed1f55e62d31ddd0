import { defineMetric, type Metric } from "@mieb/core";
import { adjustedRandIndex } from "./adjusted-rand-index.ts";
import { clusterAccuracy } from "./cluster-accuracy.ts";
import { contingency, type Contingency } from "./contingency.ts";
import { normalizedMutualInformation, vMeasure } from "./v-measure.ts";

/** Metrics of clusters against gold labels, by the names of the result files. */
export const clusteringMetrics: readonly Metric[] = [
  ofClusters("v_measure", vMeasure),
  ofClusters("nmi", normalizedMutualInformation),
  ofClusters("ari", adjustedRandIndex),
  ofClusters("cluster_accuracy", clusterAccuracy),
];

function ofClusters(name: string, measure: (table: Contingency) => number): Metric {
  return defineMetric<ArrayLike<number>, ArrayLike<number>>({
    name,
    higherIsBetter: true,
    compute: (gold, clusters) => measure(contingency(gold, clusters)),
  });
}
