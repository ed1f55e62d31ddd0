import { CONTRACT_VERSION, type Plugin } from "@mieb/core";
import { classificationMetrics } from "./classification/metrics.ts";
import { clusteringMetrics } from "./clustering/metrics.ts";
import { correlationMetrics } from "./correlation/metrics.ts";
import { multilabelMetrics } from "./multilabel/metrics.ts";
import { retrievalMetrics } from "./retrieval/metrics.ts";

/** The metrics of this package that compare one prediction with the truth, for the registry. */
export const metricsPlugin: Plugin = {
  name: "@mieb/metrics",
  contractVersion: CONTRACT_VERSION,
  metrics: [
    ...classificationMetrics,
    ...clusteringMetrics,
    ...correlationMetrics,
    ...multilabelMetrics,
    ...retrievalMetrics,
  ],
};
