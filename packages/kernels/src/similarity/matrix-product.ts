/** A row-major matrix. */
export interface Matrix<Values extends Float32Array | Float64Array = Float64Array> {
  readonly values: Values;
  readonly rows: number;
  readonly columns: number;
}

/** Columns multiplied at a time, so that the rows of `b` stay in the processor's cache. */
const blockColumns = 128;

/**
 * `a · bᵀ`, `[rows of a × rows of b]`: inner products of all rows, summed in float64 from left to right.
 * Two rows by four at a time, so that every number loaded is used more than once.
 * @param into receives the result; must hold at least that many numbers
 */
export function productWithRows(a: Matrix, b: Matrix, into: Float64Array): void {
  into.fill(0, 0, a.rows * b.rows);
  for (let start = 0; start < a.columns; start += blockColumns) {
    const end = Math.min(a.columns, start + blockColumns);
    for (let row = 0; row < a.rows; row += 2) {
      for (let other = 0; other < b.rows; other += 4) {
        const isWhole = row + 2 <= a.rows && other + 4 <= b.rows;
        (isWhole ? addTwoByFour : addRemainder)(a, b, { row, other, start, end, into });
      }
    }
  }
}

/** Rows of both sides that are multiplied, and the columns that are. */
interface Tile {
  readonly row: number;
  readonly other: number;
  readonly start: number;
  readonly end: number;
  readonly into: Float64Array;
}

// Plain declarations on purpose: destructuring here makes the loop six times slower.
function addTwoByFour(a: Matrix, b: Matrix, { row, other, start, end, into }: Tile): void {
  const left = a.values;
  const right = b.values;
  const width = a.columns;
  const a0 = row * width;
  const b0 = other * width;
  const b1 = b0 + width;
  const b2 = b1 + width;
  const b3 = b2 + width;
  const c0 = row * b.rows + other;
  const c1 = c0 + b.rows;
  let s00 = into[c0] ?? 0;
  let s01 = into[c0 + 1] ?? 0;
  let s02 = into[c0 + 2] ?? 0;
  let s03 = into[c0 + 3] ?? 0;
  let s10 = into[c1] ?? 0;
  let s11 = into[c1 + 1] ?? 0;
  let s12 = into[c1 + 2] ?? 0;
  let s13 = into[c1 + 3] ?? 0;
  for (let i = start; i < end; i++) {
    const x0 = left[a0 + i] ?? 0;
    const x1 = left[a0 + width + i] ?? 0;
    const y0 = right[b0 + i] ?? 0;
    const y1 = right[b1 + i] ?? 0;
    const y2 = right[b2 + i] ?? 0;
    const y3 = right[b3 + i] ?? 0;
    s00 += x0 * y0;
    s01 += x0 * y1;
    s02 += x0 * y2;
    s03 += x0 * y3;
    s10 += x1 * y0;
    s11 += x1 * y1;
    s12 += x1 * y2;
    s13 += x1 * y3;
  }
  into.set([s00, s01, s02, s03], c0);
  into.set([s10, s11, s12, s13], c1);
}

function addRemainder(a: Matrix, b: Matrix, { row, other, start, end, into }: Tile): void {
  for (let left = row; left < Math.min(a.rows, row + 2); left++) {
    for (let right = other; right < Math.min(b.rows, other + 4); right++) {
      let sum = into[left * b.rows + right] ?? 0;
      for (let i = start; i < end; i++)
        sum += (a.values[left * a.columns + i] ?? 0) * (b.values[right * b.columns + i] ?? 0);
      into[left * b.rows + right] = sum;
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
