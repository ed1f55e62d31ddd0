/** A row-major matrix. */
export interface Matrix<Values extends Float32Array | Float64Array = Float64Array> {
  readonly values: Values;
  readonly rows: number;
  readonly columns: number;
}
