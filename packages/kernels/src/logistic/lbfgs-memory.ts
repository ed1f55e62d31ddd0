import { addScaled, dot, scale } from "./vector.ts";

/** The latest steps of a minimisation and the changes of the gradient along them, oldest first. */
export interface LbfgsMemory {
  readonly pairs: { readonly step: Float64Array; readonly change: Float64Array; readonly curvature: number }[];
}

/** Remembers a step; forgets the oldest beyond `most`. */
export function remember(memory: LbfgsMemory, step: Float64Array, change: Float64Array, most: number): void {
  memory.pairs.push({ step, change, curvature: dot(step, change) });
  if (memory.pairs.length > most) memory.pairs.shift();
}

/**
 * The quasi-Newton direction, minus the inverse Hessian estimate times the gradient, by the two-loop recursion (Nocedal
 * 1980); steepest descent while nothing is remembered.
 */
export function direction({ pairs }: LbfgsMemory, gradient: Float64Array): Float64Array {
  const result = gradient.slice();
  scale(result, -1);
  const shares = pairs.toReversed().map(({ step, change, curvature }) => {
    const share = dot(step, result) / curvature;
    addScaled(result, -share, change);
    return share;
  });
  const newest = pairs.at(-1);
  if (newest) scale(result, newest.curvature / dot(newest.change, newest.change));
  pairs.forEach(({ step, change, curvature }, index) => {
    const share = shares[pairs.length - 1 - index] ?? 0;
    addScaled(result, share - dot(change, result) / curvature, step);
  });
  return result;
}
