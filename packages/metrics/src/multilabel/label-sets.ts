/** Which labels each row has: `[rows × labels]` of 0 and 1, row-major. */
export interface LabelSets {
  readonly values: Uint8Array;
  readonly labelCount: number;
}

/** Two label sets of one shape: what is true and what was predicted. */
export interface LabelSetPair {
  readonly gold: LabelSets;
  readonly predicted: LabelSets;
}

/** What one row of a pair comes to. */
export interface RowOverlap {
  readonly goldCount: number;
  readonly predictedCount: number;
  readonly sharedCount: number;
}

/** Mean of a value over rows, left to right; NaN without rows. */
export function meanOverRows({ gold, predicted }: LabelSetPair, valueOf: (overlap: RowOverlap) => number): number {
  const { labelCount } = gold;
  const rowCount = gold.values.length / labelCount;
  let sum = 0;
  for (let row = 0; row < rowCount; row++) {
    let [goldCount, predictedCount, sharedCount] = [0, 0, 0];
    for (let at = row * labelCount; at < (row + 1) * labelCount; at++) {
      const [isGold, isPredicted] = [gold.values[at] ?? 0, predicted.values[at] ?? 0];
      goldCount += isGold;
      predictedCount += isPredicted;
      sharedCount += isGold & isPredicted;
    }
    sum += valueOf({ goldCount, predictedCount, sharedCount });
  }
  return sum / rowCount;
}
