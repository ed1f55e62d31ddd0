import type { RandomState } from "../random-state.ts";

/**
 * Draws from 0 to `count - 1` as numpy's `choice(count, p=…)` does with equal float32 weights: a double is looked up in the
 * running sum of the weights.
 */
export function uniformChoice(random: RandomState, count: number): () => number {
  const cumulative = new Float64Array(count);
  const weight = Math.fround(1 / count);
  let sum = 0;
  for (let i = 0; i < count; i++) cumulative[i] = sum += weight;
  for (let i = 0; i < count; i++) cumulative[i] = (cumulative[i] ?? 0) / sum;
  return () => {
    const drawn = random.double();
    return firstPosition(cumulative, (value) => value > drawn);
  };
}

/** First position of an ascending array whose value satisfies `isReached`, as all after it do; the length if none does. */
export function firstPosition(ascending: Float32Array | Float64Array, isReached: (value: number) => boolean): number {
  let [low, high] = [0, ascending.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (isReached(ascending[middle] ?? 0)) high = middle;
    else low = middle + 1;
  }
  return low;
}
