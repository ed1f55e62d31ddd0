/**
 * Sum of `values[start]` to `values[end - 1]` in the order of additions that numpy takes, for results equal to the
 * last bit: eight running sums over blocks of up to 128, longer ranges split in two.
 */
export function pairwiseSum(values: ArrayLike<number>, start = 0, end: number = values.length): number {
  const count = end - start;
  if (count < 8) return plainSum(values, start, end);
  if (count <= 128) return blockSum(values, start, end);
  const half = Math.floor(count / 2);
  const middle = start + half - (half % 8);
  return pairwiseSum(values, start, middle) + pairwiseSum(values, middle, end);
}

/** Mean as `numpy.mean` computes it; NaN of nothing. */
export function pairwiseMean(values: ArrayLike<number>, start = 0, end: number = values.length): number {
  return pairwiseSum(values, start, end) / (end - start);
}

function plainSum(values: ArrayLike<number>, start: number, end: number): number {
  let sum = 0;
  for (let i = start; i < end; i++) sum += values[i] ?? 0;
  return sum;
}

function blockSum(values: ArrayLike<number>, start: number, end: number): number {
  const sums = new Float64Array(8);
  const whole = end - ((end - start) % 8);
  for (let i = start; i < whole; i += 8) {
    for (let lane = 0; lane < 8; lane++) sums[lane] = (sums[lane] ?? 0) + (values[i + lane] ?? 0);
  }
  const [a = 0, b = 0, c = 0, d = 0, e = 0, f = 0, g = 0, h = 0] = sums;
  let sum = a + b + (c + d) + (e + f + (g + h));
  for (let i = whole; i < end; i++) sum += values[i] ?? 0;
  return sum;
}
