/** Partial sums that a pairwise product is spread over, on every tier: two AVX-512 registers. */
const LANES = 32;

/** Two rows: where each begins, and their common length. */
export interface RowPair {
  readonly a: Float32Array;
  readonly aStart: number;
  readonly b: Float32Array;
  readonly bStart: number;
  readonly dimension: number;
}

/**
 * Inner product summed in order, one fused multiply-add after the other: the order in which the blocked matrix
 * kernel accumulates each of its scores.
 *
 * A float32 product is exact in float64, so rounding once after the addition is a fused multiply-add but for double
 * rounding (one case in 2^29).
 */
export function sequentialDot({ a, aStart, b, bStart, dimension }: RowPair): number {
  let sum = 0;
  for (let i = 0; i < dimension; i++) sum = Math.fround(sum + (a[aStart + i] ?? 0) * (b[bStart + i] ?? 0));
  return sum;
}

/** Inner product in 32 interleaved float32 sums that are added by halves: the order of the vectorised pairwise kernels. */
export function laneDot({ a, aStart, b, bStart, dimension }: RowPair): number {
  const lanes = new Float32Array(LANES);
  for (let i = 0; i < dimension; i++) {
    const lane = i % LANES;
    lanes[lane] = (lanes[lane] ?? 0) + (a[aStart + i] ?? 0) * (b[bStart + i] ?? 0);
  }
  for (let half = LANES / 2; half >= 1; half /= 2) {
    for (let lane = 0; lane < half; lane++) lanes[lane] = (lanes[lane] ?? 0) + (lanes[lane + half] ?? 0);
  }
  return lanes[0] ?? 0;
}
