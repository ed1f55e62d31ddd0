import { minimize, type Evaluation } from "./lbfgs.ts";
import { binomialLoss, multinomialLoss } from "./logistic-loss.ts";
import { productWithRows, transposed, type Matrix } from "./matrix-product.ts";

/** Vectors, one per row, with integer labels. */
export interface LabelledVectors {
  readonly vectors: Matrix<Float32Array>;
  readonly labels: readonly number[];
}

/** A fitted classifier. */
export interface LogisticRegression {
  /** Distinct labels of the training rows, ascending; at least two. */
  readonly classes: readonly number[];
  /** `[outputs × dimension]`: one row for two classes (the logit of the second), else one per class. */
  readonly weights: Matrix;
  /** One per output. */
  readonly intercepts: Float64Array;
  readonly iterations: number;
}

export interface FitOptions {
  /** Iterations after which the fit is taken as it is. */
  readonly maxIterations: number;
  readonly signal?: AbortSignal | undefined;
}

/**
 * Multinomial logistic regression with an L2 penalty of strength 1 (C = 1), intercepts not penalised, fitted by L-BFGS
 * from zeros. Equal to `sklearn.linear_model.LogisticRegression(max_iter=…)` on float32 vectors: the same number of
 * iterations within one, the same predictions but for near ties. The caller makes sure of two classes and finite vectors.
 */
export async function fitLogisticRegression(
  { vectors, labels }: LabelledVectors,
  { maxIterations, signal }: FitOptions,
): Promise<LogisticRegression> {
  const classes = [...new Set(labels)].toSorted((a, b) => a - b);
  const position = new Map(classes.map((label, index) => [label, index]));
  const outputs = classes.length === 2 ? 1 : classes.length;
  const evaluate = objective(
    vectors,
    Int32Array.from(labels, (label) => position.get(label) ?? 0),
    outputs,
  );
  const start = new Float64Array(outputs * (vectors.columns + 1));
  const { point, iterations } = await minimize(evaluate, start, {
    maxcor: 10,
    maxiter: maxIterations,
    maxls: 50,
    gtol: 1e-4,
    ftol: 64 * Number.EPSILON,
    signal,
  });
  return { classes, ...parameters(point, outputs), iterations };
}

/** Label of each row: the class of the largest decision value, the first on ties. */
export function predictLabels(model: LogisticRegression, vectors: Matrix<Float32Array>): readonly number[] {
  const { classes, weights, intercepts } = model;
  const decisions = new Float64Array(vectors.rows * weights.rows);
  productWithRows({ ...vectors, values: Float64Array.from(vectors.values) }, weights, decisions);
  return Array.from({ length: vectors.rows }, (_, row) => {
    let [best, largest] = [0, weights.rows === 1 ? 0 : -Infinity];
    for (let output = 0; output < weights.rows; output++) {
      const decision = (decisions[row * weights.rows + output] ?? 0) + (intercepts[output] ?? 0);
      if (decision > largest) [best, largest] = [weights.rows === 1 ? 1 : output, decision];
    }
    return classes[best] ?? 0;
  });
}

/** Mean loss plus penalty, and its gradient, at a point of `[weights, intercepts]`. */
function objective(
  vectors: Matrix<Float32Array>,
  labels: Int32Array,
  outputs: number,
): (point: Float64Array) => Evaluation {
  const { rows, columns } = vectors;
  const features: Matrix = { rows, columns, values: Float64Array.from(vectors.values) };
  const byFeature = transposed(vectors);
  const raw = new Float64Array(rows * outputs);
  const slopes: Matrix = { rows: outputs, columns: rows, values: new Float64Array(rows * outputs) };
  const penalty = 1 / rows;
  const lossOf = outputs === 1 ? binomialLoss : multinomialLoss;
  return (point) => {
    const { weights, intercepts } = parameters(point, outputs);
    productWithRows(features, { ...weights, values: weights.values.map(Math.fround) }, raw);
    for (let i = 0; i < raw.length; i++) {
      raw[i] = Math.fround(Math.fround(raw[i] ?? 0) + Math.fround(intercepts[i % outputs] ?? 0));
    }
    const loss = lossOf({ raw, labels, slopes: slopes.values });
    const gradient = new Float64Array(point.length);
    productWithRows(slopes, byFeature, gradient);
    const squares = addPenalty(gradient, weights.values, penalty);
    for (let output = 0; output < outputs; output++) {
      gradient[weights.values.length + output] = rowSum(slopes, output);
    }
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

function parameters(point: Float64Array, outputs: number): Pick<LogisticRegression, "weights" | "intercepts"> {
  const columns = point.length / outputs - 1;
  const values = point.subarray(0, outputs * columns);
  return { weights: { values, rows: outputs, columns }, intercepts: point.subarray(outputs * columns) };
}
