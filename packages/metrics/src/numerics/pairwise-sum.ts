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

/** The running sums are variables because an array of them takes several times longer. */
function blockSum(values: ArrayLike<number>, start: number, end: number): number {
  const at = (index: number): number => values[index] ?? 0;
  const whole = end - ((end - start) % 8);
  let [a, b, c, d, e, f, g, h] = [0, 0, 0, 0, 0, 0, 0, 0];
  for (let i = start; i < whole; i += 8) {
    a += at(i);
    b += at(i + 1);
    c += at(i + 2);
    d += at(i + 3);
    e += at(i + 4);
    f += at(i + 5);
    g += at(i + 6);
    h += at(i + 7);
  }
  let sum = a + b + (c + d) + (e + f + (g + h));
  for (let i = whole; i < end; i++) sum += at(i);
  return sum;
}
