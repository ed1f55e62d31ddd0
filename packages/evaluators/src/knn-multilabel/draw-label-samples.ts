import { generator } from "../numerics/generator.ts";
import type { Label } from "./read-label-lists.ts";

/** How training rows are drawn. */
export interface LabelDraw {
  readonly samplesPerLabel: number;
  readonly experiments: number;
  readonly seed: number;
}

/**
 * Training rows of each experiment, in the order in which the classifier sees them. A row is kept while any of its labels
 * has been kept fewer than `samplesPerLabel` times, and then counts for all of them.
 *
 * One random stream runs on through the experiments, each of which shuffles the rows anew. Source:
 * `mteb.abstasks.AbsTaskMultilabelClassification._undersample_data_indices`.
 */
export function drawLabelSamples(
  labels: readonly (readonly Label[])[],
  { samplesPerLabel, experiments, seed }: LabelDraw,
): readonly (readonly number[])[] {
  const random = generator(seed);
  return Array.from({ length: experiments }, () => {
    const order = Array.from(labels.keys());
    random.shuffle(order);
    return keepScarce(order, labels, samplesPerLabel);
  });
}

function keepScarce(
  order: readonly number[],
  labels: readonly (readonly Label[])[],
  samplesPerLabel: number,
): readonly number[] {
  const kept = new Map<Label, number>();
  return order.filter((row) => {
    const own = labels[row] ?? [];
    const isWanted = own.some((label) => (kept.get(label) ?? 0) < samplesPerLabel);
    if (isWanted) for (const label of own) kept.set(label, (kept.get(label) ?? 0) + 1);
    return isWanted;
  });
}
