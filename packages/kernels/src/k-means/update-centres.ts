import type { RandomState } from "../random-state.ts";
import type { Points } from "./inertia.ts";

/** Centres and how many points each is the mean of; both change from step to step. */
export interface Clusters {
  readonly centres: Points;
  readonly counts: Float32Array;
}

/** Moves each centre to the mean of all points it ever got, in float32 steps in the order of the batch. */
export function updateCentres({ centres, counts }: Clusters, batch: Points, nearest: Uint32Array): void {
  const { columns, values } = centres;
  const gained = new Float32Array(centres.rows);
  for (const centre of nearest) gained[centre] = (gained[centre] ?? 0) + 1;
  const scale = (centre: number, factor: number): void => {
    if (gained[centre] === 0) return;
    for (let i = centre * columns; i < (centre + 1) * columns; i++) values[i] = (values[i] ?? 0) * factor;
  };
  counts.forEach((count, centre) => scale(centre, count));
  nearest.forEach((centre, point) => {
    const offset = (point - centre) * columns;
    for (let i = centre * columns; i < (centre + 1) * columns; i++) {
      values[i] = (values[i] ?? 0) + (batch.values[i + offset] ?? 0);
    }
  });
  gained.forEach((gain, centre) => (counts[centre] = (counts[centre] ?? 0) + gain));
  counts.forEach((count, centre) => scale(centre, Math.fround(1 / count)));
}

/** Share of the largest count below which a centre is given up. */
const scarce = 0.01;

/**
 * Puts centres that got hardly any points on random points of the batch, at most half as many as the batch has. Draws
 * nothing when there are none.
 */
export function reassignScarceCentres({ centres, counts }: Clusters, batch: Points, random: RandomState): void {
  const lost = scarceCentres(counts, Math.floor(batch.rows / 2));
  if (lost.length === 0) return;
  const order = Array.from({ length: batch.rows }, (_, row) => row);
  random.shuffle(order);
  const { columns } = centres;
  lost.forEach((centre, i) => {
    const row = order[i] ?? 0;
    centres.values.set(batch.values.subarray(row * columns, (row + 1) * columns), centre * columns);
  });
  const isLost = new Set(lost);
  const smallest = counts.reduce(
    (least, count, centre) => (isLost.has(centre) ? least : Math.min(least, count)),
    Infinity,
  );
  for (const centre of lost) counts[centre] = smallest;
}

/** Ascending indices; of more than `most`, those with the smallest counts. */
function scarceCentres(counts: Float32Array, most: number): readonly number[] {
  const limit = Math.fround(Math.fround(scarce) * counts.reduce((a, b) => Math.max(a, b), 0));
  const found = Array.from(counts.keys()).filter((centre) => (counts[centre] ?? 0) < limit);
  if (found.length <= most) return found;
  const bySize = found.toSorted((a, b) => (counts[a] ?? 0) - (counts[b] ?? 0));
  return bySize.slice(0, most).toSorted((a, b) => a - b);
}
