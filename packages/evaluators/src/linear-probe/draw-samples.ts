import { randomState } from "@mieb/kernels/random-state";

/** How training rows are drawn. */
export interface Draw {
  /** Rows kept of each label; labels with fewer rows give all of them. */
  readonly samplesPerLabel: number;
  readonly experiments: number;
  readonly seed: number;
}

/**
 * Training rows of each experiment, in the order in which the classifier sees them.
 *
 * Every experiment shuffles with a fresh stream of the same seed, but goes on from the order the one before left, so
 * that experiment `e` walks the permutation applied `e + 1` times. Source:
 * `mteb.abstasks.AbsTaskClassification._undersample_data`.
 */
export function drawSamples(labels: readonly number[], draw: Draw): readonly (readonly number[])[] {
  const order = Array.from(labels.keys());
  return Array.from({ length: draw.experiments }, () => {
    randomState(draw.seed).shuffle(order);
    return firstOfEachLabel(order, labels, draw.samplesPerLabel);
  });
}

function firstOfEachLabel(order: readonly number[], labels: readonly number[], most: number): readonly number[] {
  const kept = new Map<number, number>();
  return order.filter((row) => {
    const label = labels[row] ?? 0;
    const count = kept.get(label) ?? 0;
    if (count < most) kept.set(label, count + 1);
    return count < most;
  });
}
