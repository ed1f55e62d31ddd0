/**
 * The smallest value that at least a share `q` (0 to 1) of all values does not exceed (nearest rank, numpy's
 * `inverted_cdf`); null for no values.
 */
export function quantile(values: readonly number[], q: number): number | null {
  const sorted = Float64Array.from(values).toSorted();
  return sorted[Math.max(0, Math.ceil(q * sorted.length) - 1)] ?? null;
}
