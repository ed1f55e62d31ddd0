import type { Contingency } from "./contingency.ts";
import { entropy, mutualInformation } from "./mutual-information.ts";

/**
 * Harmonic mean of homogeneity and completeness, in [0, 1]. Equal to `sklearn.metrics.v_measure_score` to 1e-12; 1 for no
 * rows.
 */
export function vMeasure(table: Contingency): number {
  if (table.rowCount === 0) return 1;
  const information = mutualInformation(table);
  const homogeneity = share(information, entropy(table.goldSizes));
  const completeness = share(information, entropy(table.clusterSizes));
  const sum = homogeneity + completeness;
  return sum === 0 ? 0 : (2 * homogeneity * completeness) / sum;
}

/**
 * Mutual information over the mean entropy of both sides, in [0, 1]; 1 when neither side is split.
 * Equal to `sklearn.metrics.normalized_mutual_info_score` to 1e-12.
 */
export function normalizedMutualInformation(table: Contingency): number {
  const { goldSizes, clusterSizes } = table;
  if (goldSizes.length === clusterSizes.length && goldSizes.length <= 1) return 1;
  const information = mutualInformation(table);
  return information === 0 ? 0 : information / ((entropy(goldSizes) + entropy(clusterSizes)) / 2);
}

function share(information: number, whole: number): number {
  return whole === 0 ? 1 : information / whole;
}
