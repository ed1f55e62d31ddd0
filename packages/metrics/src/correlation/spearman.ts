import { averageRanks } from "./average-ranks.ts";
import { pearson } from "./pearson.ts";

/**
 * Spearman's rank correlation, in [-1, 1], with mean ranks for equal values; NaN when a side is constant. Values must not
 * be NaN. Equal to `scipy.stats.spearmanr` to 1e-12.
 */
export function spearman(a: ArrayLike<number>, b: ArrayLike<number>): number {
  return pearson(averageRanks(a), averageRanks(b));
}
