import type { Kernels } from "@mieb/kernels";
import type { Matrix } from "./matrix.ts";

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
  readonly kernels: Kernels;
  readonly signal?: AbortSignal | undefined;
}

/**
 * Multinomial logistic regression with an L2 penalty of strength 1 (C = 1), intercepts not penalised, fitted by L-BFGS
 * from zeros. Equal to `sklearn.linear_model.LogisticRegression(max_iter=…)` on float32 vectors: the same number of
 * iterations within one, the same predictions but for near ties. The caller makes sure of two classes and finite vectors.
 */
export async function fitLogisticRegression(
  { vectors, labels }: LabelledVectors,
  { maxIterations, kernels, signal }: FitOptions,
): Promise<LogisticRegression> {
  const classes = [...new Set(labels)].toSorted((a, b) => a - b);
  const position = new Map(classes.map((label, index) => [label, index]));
  const outputs = classes.length === 2 ? 1 : classes.length;
  const { point, iterations } = await kernels.fitLogistic({
    vectors: vectors.values,
    dimension: vectors.columns,
    labels: Uint32Array.from(labels, (label) => position.get(label) ?? 0),
    outputs,
    penalty: 1 / vectors.rows,
    maxIterations,
    signal,
  });
  return { classes, ...parameters(point, outputs), iterations };
}

/** Label of each row: the class of the largest decision value, the first on ties. */
export function predictLabels(
  { classes, weights, intercepts }: LogisticRegression,
  vectors: Matrix<Float32Array>,
  kernels: Kernels,
): readonly number[] {
  const outputs = weights.rows;
  const decisions = kernels.similarityMatrix(vectors.values, new Float32Array(weights.values), vectors.columns);
  return Array.from({ length: vectors.rows }, (_, row) => {
    let [best, largest] = [0, outputs === 1 ? 0 : -Infinity];
    for (let output = 0; output < outputs; output++) {
      const decision = (decisions[row * outputs + output] ?? 0) + (intercepts[output] ?? 0);
      if (decision > largest) [best, largest] = [outputs === 1 ? 1 : output, decision];
    }
    return classes[best] ?? 0;
  });
}

function parameters(point: Float64Array, outputs: number): Pick<LogisticRegression, "weights" | "intercepts"> {
  const columns = point.length / outputs - 1;
  const values = point.subarray(0, outputs * columns);
  return { weights: { values, rows: outputs, columns }, intercepts: point.subarray(outputs * columns) };
}
