/** Share of rows whose prediction equals the truth, in [0, 1]; NaN without rows. As `sklearn.metrics.accuracy_score`. */
export function accuracy(truth: ArrayLike<number>, predicted: ArrayLike<number>): number {
  let correct = 0;
  for (let row = 0; row < truth.length; row++) if (truth[row] === predicted[row]) correct++;
  return correct / truth.length;
}
