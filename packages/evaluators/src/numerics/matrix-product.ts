/** A row-major matrix. */
export interface Matrix<Values extends Float32Array | Float64Array = Float64Array> {
  readonly values: Values;
  readonly rows: number;
  readonly columns: number;
}

/**
 * `a · bᵀ`, `[rows of a × rows of b]`: inner products of all rows, summed in float64 from left to right.
 * Two rows by four at a time, so that every number loaded is used more than once.
 * @param into receives the result; must hold exactly that many numbers
 */
export function productWithRows(a: Matrix, b: Matrix, into: Float64Array): void {
  for (let row = 0; row < a.rows; row += 2) {
    const rowCount = Math.min(2, a.rows - row);
    for (let other = 0; other < b.rows; other += 4) {
      if (rowCount === 2 && other + 4 <= b.rows) twoByFour(a, b, { row, other, into });
      else remainder(a, b, { row, other, into });
    }
  }
}

interface Tile {
  readonly row: number;
  readonly other: number;
  readonly into: Float64Array;
}

function twoByFour({ values: a, columns }: Matrix, { values: b, rows }: Matrix, { row, other, into }: Tile): void {
  const [a0, b0] = [row * columns, other * columns];
  let [s00, s01, s02, s03, s10, s11, s12, s13] = [0, 0, 0, 0, 0, 0, 0, 0];
  for (let i = 0; i < columns; i++) {
    const x0 = a[a0 + i] ?? 0;
    const x1 = a[a0 + columns + i] ?? 0;
    const y0 = b[b0 + i] ?? 0;
    const y1 = b[b0 + columns + i] ?? 0;
    const y2 = b[b0 + 2 * columns + i] ?? 0;
    const y3 = b[b0 + 3 * columns + i] ?? 0;
    s00 += x0 * y0;
    s01 += x0 * y1;
    s02 += x0 * y2;
    s03 += x0 * y3;
    s10 += x1 * y0;
    s11 += x1 * y1;
    s12 += x1 * y2;
    s13 += x1 * y3;
  }
  into.set([s00, s01, s02, s03], row * rows + other);
  into.set([s10, s11, s12, s13], (row + 1) * rows + other);
}

function remainder({ values: a, rows: aRows, columns }: Matrix, { values: b, rows }: Matrix, tile: Tile): void {
  for (let row = tile.row; row < Math.min(aRows, tile.row + 2); row++) {
    for (let other = tile.other; other < Math.min(rows, tile.other + 4); other++) {
      let sum = 0;
      for (let i = 0; i < columns; i++) sum += (a[row * columns + i] ?? 0) * (b[other * columns + i] ?? 0);
      tile.into[row * rows + other] = sum;
    }
  }
}

/** The transposed matrix in float64. */
export function transposed({ values, rows, columns }: Matrix<Float32Array | Float64Array>): Matrix {
  const result = new Float64Array(values.length);
  for (let row = 0; row < rows; row++) {
    for (let column = 0; column < columns; column++) result[column * rows + row] = values[row * columns + column] ?? 0;
  }
  return { values: result, rows: columns, columns: rows };
}
