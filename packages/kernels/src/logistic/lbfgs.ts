import { setImmediate } from "node:timers/promises";
import { throwIfAborted } from "../throw-if-aborted.ts";
import { direction, remember, type LbfgsMemory } from "./lbfgs-memory.ts";
import { lineSearch } from "./line-search.ts";
import { dot, largestAbsolute, sumOf } from "./vector.ts";

/** Value and gradient of a function at a point. The gradient is not written again. */
export interface Evaluation {
  readonly value: number;
  readonly gradient: Float64Array;
}

/** When a minimisation ends; the names are scipy's. */
export interface LbfgsOptions {
  /** Steps that are remembered. */
  readonly maxcor: number;
  readonly maxiter: number;
  /** Evaluations per line search. */
  readonly maxls: number;
  /** Largest absolute entry of the gradient that counts as a minimum. */
  readonly gtol: number;
  /** Relative decrease of the value, over max(|before|, |after|, 1), that counts as none. */
  readonly ftol: number;
  readonly signal?: AbortSignal | undefined;
  /** Called after each iteration with their number. */
  readonly onProgress?: ((iterations: number) => void) | undefined;
}

export interface Minimum {
  readonly point: Float64Array;
  readonly value: number;
  readonly iterations: number;
}

interface Place extends Evaluation {
  readonly point: Float64Array;
}

/**
 * Minimises a smooth function without bounds, with the steps, tests and restarts of scipy's L-BFGS-B, so that it ends
 * after the same number of iterations but for rounding. Gives way to the event loop after each iteration.
 * Reaching `maxiter` is no error.
 * @param start not changed
 */
export async function minimize(
  evaluate: (point: Float64Array) => Evaluation,
  start: Float64Array,
  options: LbfgsOptions,
): Promise<Minimum> {
  const memory: LbfgsMemory = { pairs: [] };
  let place: Place = { point: start, ...evaluate(start) };
  let iterations = 0;
  while (largestAbsolute(place.gradient) > options.gtol && iterations < options.maxiter) {
    const next = descend(evaluate, place, { memory, isFirst: iterations === 0, most: options.maxls });
    if (next) {
      iterations++;
      options.onProgress?.(iterations);
      const scale = Math.max(Math.abs(place.value), Math.abs(next.value), 1);
      const isStill = place.value - next.value <= options.ftol * scale;
      learn(memory, place, next, options.maxcor);
      place = next;
      if (isStill) break;
    } else if (memory.pairs.length === 0) {
      break;
    } else {
      // A direction that leads nowhere: forget the past and start over from here.
      memory.pairs.length = 0;
    }
    await setImmediate();
    throwIfAborted(options.signal);
  }
  return { point: place.point, value: place.value, iterations };
}

interface Descent {
  readonly memory: LbfgsMemory;
  readonly isFirst: boolean;
  readonly most: number;
}

/** The next place along the quasi-Newton direction, or undefined when no step goes down. */
function descend(
  evaluate: (point: Float64Array) => Evaluation,
  from: Place,
  { memory, isFirst, most }: Descent,
): Place | undefined {
  const along = direction(memory, from.gradient);
  const slope = dot(from.gradient, along);
  if (slope >= 0) return undefined;
  let reached: Place = from;
  const found = lineSearch(
    (step) => {
      const point = sumOf(from.point, step, along);
      reached = { point, ...evaluate(point) };
      return { step, value: reached.value, slope: dot(reached.gradient, along) };
    },
    { step: 0, value: from.value, slope },
    { first: isFirst ? 1 / Math.sqrt(dot(along, along)) : 1, most },
  );
  return found && reached;
}

/** Remembers a step unless the function hardly curves along it. */
function learn(memory: LbfgsMemory, from: Place, to: Place, most: number): void {
  const step = sumOf(to.point, -1, from.point);
  const change = sumOf(to.gradient, -1, from.gradient);
  if (dot(step, change) > Number.EPSILON * -dot(from.gradient, step)) remember(memory, step, change, most);
}
