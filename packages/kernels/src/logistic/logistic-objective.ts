import type { LogisticTraining } from "../kernels.ts";
import { type Matrix, productWithRows, transposed } from "../similarity/matrix-product.ts";
import type { Evaluation } from "./lbfgs.ts";
import { binomialLoss, multinomialLoss } from "./logistic-loss.ts";

/**
 * Mean cross-entropy plus penalty, as a function of `[weights (outputs × dimension), intercepts (outputs)]`. Products are
 * summed in float64 and then rounded to float32.
 */
export function logisticObjective(training: LogisticTraining): (point: Float64Array) => Evaluation {
  const { vectors, dimension, outputs, penalty } = training;
  const rows = vectors.length / dimension;
  const labels = Int32Array.from(training.labels);
  const features: Matrix = { rows, columns: dimension, values: Float64Array.from(vectors) };
  const byFeature = transposed(features);
  const raw = new Float64Array(rows * outputs);
  const slopes: Matrix = { rows: outputs, columns: rows, values: new Float64Array(rows * outputs) };
  const lossOf = outputs === 1 ? binomialLoss : multinomialLoss;
  return (point) => {
    const weights = point.subarray(0, outputs * dimension);
    const intercepts = point.subarray(outputs * dimension);
    productWithRows(features, { values: weights.map(Math.fround), rows: outputs, columns: dimension }, raw);
    for (let i = 0; i < raw.length; i++) {
      raw[i] = Math.fround(Math.fround(raw[i] ?? 0) + Math.fround(intercepts[i % outputs] ?? 0));
    }
    const loss = lossOf({ raw, labels, slopes: slopes.values });
    const gradient = new Float64Array(point.length);
    productWithRows(slopes, byFeature, gradient);
    const squares = addPenalty(gradient, weights, penalty);
    for (let output = 0; output < outputs; output++) gradient[weights.length + output] = rowSum(slopes, output);
    return { value: loss + 0.5 * penalty * squares, gradient };
  };
}

/** Adds the penalty's gradient to the loss's, which is rounded to float32 first; returns the sum of squares. */
function addPenalty(gradient: Float64Array, weights: Float64Array, penalty: number): number {
  let squares = 0;
  for (let i = 0; i < weights.length; i++) {
    const weight = weights[i] ?? 0;
    gradient[i] = Math.fround(gradient[i] ?? 0) + penalty * weight;
    squares += weight * weight;
  }
  return squares;
}

function rowSum({ values, columns }: Matrix, row: number): number {
  return Math.fround(values.subarray(row * columns, (row + 1) * columns).reduce((sum, value) => sum + value, 0));
}
