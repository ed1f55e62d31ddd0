/** Rows or centres, one after the other. */
export interface Points {
  readonly values: Float32Array;
  readonly rows: number;
  readonly columns: number;
}

/** Sum of the points' squared distances from their centres. */
export function inertia(points: Points, centres: Points, nearest: Uint32Array): number {
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
