import { defineMetric, type Metric } from "@mieb/core";
import { pearson } from "./pearson.ts";
import { spearman } from "./spearman.ts";

type Numbers = ArrayLike<number>;

/** Correlations of predicted with true scores. */
export const correlationMetrics: readonly Metric[] = [
  defineMetric<Numbers, Numbers>({ name: "pearson", higherIsBetter: true, compute: pearson }),
  defineMetric<Numbers, Numbers>({ name: "spearman", higherIsBetter: true, compute: spearman }),
];
