/** A pure measure of predictions against the truth. */
export interface Metric<Truth = unknown, Predicted = unknown> {
  readonly name: string;
  readonly higherIsBetter: boolean;
  compute(truth: Truth, predicted: Predicted): number;
}

/** Forgets a metric's parameters, so that a registry can hold it. */
export function defineMetric<Truth, Predicted>(metric: Metric<Truth, Predicted>): Metric {
  return metric;
}
