import { meanOverRows, type LabelSetPair } from "./label-sets.ts";

/** The fields of the reference's multilabel entries, in its order. */
export interface MultilabelScores {
  readonly accuracy: number;
  readonly lrap: number;
  readonly f1: number;
  readonly hamming: number;
}

/** Names of {@link MultilabelScores}, in order. */
export const multilabelMetricNames: readonly (keyof MultilabelScores)[] = ["accuracy", "lrap", "f1", "hamming"];

/** All multilabel metrics of one prediction. */
export function multilabelScores(pair: LabelSetPair): MultilabelScores {
  return {
    accuracy: subsetAccuracy(pair),
    lrap: labelRankingAveragePrecision(pair),
    f1: macroF1(pair),
    hamming: hammingScore(pair),
  };
}

/** Share of rows whose whole label set is right, in [0, 1]. As `sklearn.metrics.accuracy_score`. */
export function subsetAccuracy(pair: LabelSetPair): number {
  return meanOverRows(pair, ({ goldCount, predictedCount, sharedCount }) =>
    goldCount === sharedCount && predictedCount === sharedCount ? 1 : 0,
  );
}

/** Mean over rows of shared labels over all labels of either side, in [0, 1]; 1 where both are empty. As mteb's. */
export function hammingScore(pair: LabelSetPair): number {
  return meanOverRows(pair, ({ goldCount, predictedCount, sharedCount }) => {
    const either = goldCount + predictedCount - sharedCount;
    return either === 0 ? 1 : sharedCount / either;
  });
}

/**
 * Label ranking average precision of predicted sets, in (0, 1]: predicted labels rank together above all others. A row
 * with no or every label true counts 1. As `sklearn.metrics.label_ranking_average_precision_score` on 0/1 scores.
 */
export function labelRankingAveragePrecision(pair: LabelSetPair): number {
  const { labelCount } = pair.gold;
  return meanOverRows(pair, ({ goldCount, predictedCount, sharedCount }) => {
    if (goldCount === 0 || goldCount === labelCount) return 1;
    const found = sharedCount === 0 ? 0 : sharedCount * (sharedCount / predictedCount);
    const missed = (goldCount - sharedCount) * (goldCount / labelCount);
    return (found + missed) / goldCount;
  });
}

/** F1 of each label, averaged; a label neither true nor predicted counts 0. As `f1_score(average="macro")`. */
export function macroF1({ gold, predicted }: LabelSetPair): number {
  const { labelCount, values } = gold;
  let sum = 0;
  for (let label = 0; label < labelCount; label++) {
    let [shared, either] = [0, 0];
    for (let at = label; at < values.length; at += labelCount) {
      const [isGold, isPredicted] = [values[at] ?? 0, predicted.values[at] ?? 0];
      shared += isGold & isPredicted;
      either += isGold + isPredicted;
    }
    sum += either === 0 ? 0 : (2 * shared) / either;
  }
  return sum / labelCount;
}
