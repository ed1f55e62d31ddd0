import type { Kernels } from "@mieb/kernels";
import type { Matrix } from "../numerics/matrix.ts";

/**
 * Squared Euclidean distances `[tests × trains]`, less the squared length of the test vector, which changes no order. In
 * float64, as scikit-learn's brute-force search computes them.
 */
export function relativeDistances(
  tests: Matrix<Float32Array>,
  trains: Matrix<Float32Array>,
  kernels: Kernels,
): Float64Array {
  const distances = kernels.preciseProducts(tests.values, trains.values, trains.columns);
  const squares = squaredLengths(trains);
  for (let i = 0; i < distances.length; i++) {
    distances[i] = (squares[i % trains.rows] ?? 0) - 2 * (distances[i] ?? 0);
  }
  return distances;
}

/** The `count` candidates of smallest distance, nearest first; of equal ones the earlier candidate. */
export function nearest(distances: Float64Array, candidates: readonly number[], count: number): readonly number[] {
  const found: number[] = [];
  for (const candidate of candidates) {
    const distance = distances[candidate] ?? 0;
    let place = found.length;
    while (place > 0 && distance < (distances[found[place - 1] ?? 0] ?? 0)) place--;
    if (place === count) continue;
    found.splice(place, 0, candidate);
    if (found.length > count) found.pop();
  }
  return found;
}

function squaredLengths({ values, rows, columns }: Matrix<Float32Array>): Float64Array {
  return Float64Array.from({ length: rows }, (_, row) => {
    let sum = 0;
    for (let i = row * columns; i < (row + 1) * columns; i++) sum += (values[i] ?? 0) ** 2;
    return sum;
  });
}
