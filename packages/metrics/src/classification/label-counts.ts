/** Per label: how often it is true, predicted, and both. Labels are those of truth or prediction, ascending. */
export interface LabelCounts {
  readonly labels: readonly number[];
  readonly rowCount: number;
  readonly support: Float64Array;
  readonly predicted: Float64Array;
  readonly correct: Float64Array;
}

/** Counts in one pass. Both arrays hold integer labels and have the same length. */
export function countLabels(truth: ArrayLike<number>, predicted: ArrayLike<number>): LabelCounts {
  const labels = distinctLabels(truth, predicted);
  const position = new Map(labels.map((label, index) => [label, index]));
  const counts = [0, 1, 2].map(() => new Float64Array(labels.length)) as [Float64Array, Float64Array, Float64Array];
  const [support, predictions, correct] = counts;
  for (let row = 0; row < truth.length; row++) {
    const [gold, guess] = [position.get(truth[row] ?? 0) ?? 0, position.get(predicted[row] ?? 0) ?? 0];
    support[gold] = (support[gold] ?? 0) + 1;
    predictions[guess] = (predictions[guess] ?? 0) + 1;
    if (gold === guess) correct[gold] = (correct[gold] ?? 0) + 1;
  }
  return { labels, rowCount: truth.length, support, predicted: predictions, correct };
}

/** Distinct values of all arrays together, ascending. */
export function distinctLabels(...columns: readonly ArrayLike<number>[]): readonly number[] {
  const distinct = new Set<number>();
  for (const column of columns) for (let row = 0; row < column.length; row++) distinct.add(column[row] ?? 0);
  return [...distinct].toSorted((a, b) => a - b);
}
