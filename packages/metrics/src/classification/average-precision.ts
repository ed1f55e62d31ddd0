/**
 * Area under the precision-recall steps, in [0, 1]: the sum over distinct scores, from high to low, of the gain in
 * recall times the precision there. Rows of equal score enter together. 0 without positive rows.
 * Equal to `sklearn.metrics.average_precision_score` to 1e-12.
 * @param truth labels, `positive` (default 1) against all others
 * @param scores higher means more likely positive; no NaN
 */
export function averagePrecision(truth: ArrayLike<number>, scores: ArrayLike<number>, positive = 1): number {
  const order = Array.from(scores, (_, row) => row).toSorted((a, b) => (scores[b] ?? 0) - (scores[a] ?? 0));
  let [found, foundBefore, area] = [0, 0, 0];
  order.forEach((row, rank) => {
    if (truth[row] === positive) found++;
    const next = order[rank + 1];
    if (next !== undefined && scores[next] === scores[row]) return;
    area += (found - foundBefore) * (found / (rank + 1));
    foundBefore = found;
  });
  return found === 0 ? 0 : area / found;
}
