import type { Kernels } from "@mieb/kernels";
import type { Matrix } from "../matrix-product.ts";

/** Rows or centres: float32, one per row. */
export type Points = Matrix<Float32Array>;

/**
 * Index of the nearest centre of each point, the first of equally near ones. Compares `|c|² - 2 p·c` in float32, as
 * scikit-learn does.
 */
export function nearestCentres(points: Points, centres: Points, kernels: Kernels): Int32Array {
  const products = kernels.similarityMatrix(points.values, centres.values, points.columns);
  const squares = squaredLengths(centres);
  const nearest = new Int32Array(points.rows);
  for (let point = 0; point < points.rows; point++) {
    let [best, smallest] = [0, Infinity];
    for (let centre = 0; centre < centres.rows; centre++) {
      const product = products[point * centres.rows + centre] ?? 0;
      const distance = Math.fround((squares[centre] ?? 0) - 2 * product);
      if (distance < smallest) [best, smallest] = [centre, distance];
    }
    nearest[point] = best;
  }
  return nearest;
}

/** Sum of the points' squared distances from their centres. */
export function inertia(points: Points, centres: Points, nearest: Int32Array): number {
  const { columns, values } = points;
  let sum = 0;
  for (let point = 0; point < points.rows; point++) {
    const offset = ((nearest[point] ?? 0) - point) * columns;
    for (let i = point * columns; i < (point + 1) * columns; i++) {
      sum += ((values[i] ?? 0) - (centres.values[i + offset] ?? 0)) ** 2;
    }
  }
  return sum;
}

function squaredLengths({ values, rows, columns }: Points): Float32Array {
  return Float32Array.from({ length: rows }, (_, row) => {
    let sum = 0;
    for (let i = row * columns; i < (row + 1) * columns; i++) sum += (values[i] ?? 0) ** 2;
    return sum;
  });
}
