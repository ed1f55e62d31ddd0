import { stepWithin, type Bracket, type Point } from "./line-search-step.ts";

/** Constants of L-BFGS-B: sufficient decrease, curvature, and relative width at which the search gives up. */
const [decrease, curvature, narrowest] = [1e-3, 0.9, 0.1];
const longestStep = 1e10;

/**
 * A step along a descent direction that satisfies the strong Wolfe conditions, or the best one where rounding ends the
 * search. Source: Moré and Thuente 1994, "Line search algorithms with guaranteed sufficient decrease"; same trial steps
 * as `dcsrch` in scipy's L-BFGS-B.
 * @param evaluate value and slope of the function at a step
 * @param start value and (negative) slope at step 0
 * @param first step to try first
 * @param most evaluations before giving up
 * @returns the point, evaluated last of all, or undefined when `most` evaluations were not enough
 */
export function lineSearch(
  evaluate: (step: number) => Point,
  start: Point,
  { first, most }: { readonly first: number; readonly most: number },
): Point | undefined {
  const required = decrease * start.slope;
  let bracket: Bracket = { best: start, other: start, isClosed: false, low: 0, high: 5 * first };
  let [step, isFirstStage, width, widthBefore] = [first, true, longestStep, 2 * longestStep];
  for (let count = 0; count < most; count++) {
    const point = evaluate(step);
    const enough = start.value + step * required;
    if (isFirstStage && point.value <= enough && point.slope >= 0) isFirstStage = false;
    if (isFinal(point, bracket, { enough, required, start })) return point;
    // Far from a minimum the search works on the function less the required decrease.
    const shift = isFirstStage && point.value <= bracket.best.value && point.value > enough ? required : 0;
    const next = stepWithin(bracket, point, shift);
    step = next.step;
    const { best, other } = next.bracket;
    if (next.bracket.isClosed) {
      if (Math.abs(other.step - best.step) >= 0.66 * widthBefore) step = best.step + 0.5 * (other.step - best.step);
      [widthBefore, width] = [width, Math.abs(other.step - best.step)];
    }
    bracket = withLimits(next.bracket, step);
    step = Math.min(Math.max(step, 0), longestStep);
    if (bracket.isClosed && (isOutside(step, bracket) || isNarrow(bracket))) step = best.step;
  }
  return undefined;
}

interface Goal {
  readonly enough: number;
  readonly required: number;
  readonly start: Point;
}

function isFinal(point: Point, bracket: Bracket, { enough, required, start }: Goal): boolean {
  const { step, value, slope } = point;
  if (bracket.isClosed && (isOutside(step, bracket) || isNarrow(bracket))) return true;
  if (step === longestStep && value <= enough && slope <= required) return true;
  if (step === 0 && (value > enough || slope >= required)) return true;
  return value <= enough && Math.abs(slope) <= curvature * -start.slope;
}

function withLimits(bracket: Bracket, step: number): Bracket {
  const { best, other, isClosed } = bracket;
  if (isClosed) return { ...bracket, low: Math.min(best.step, other.step), high: Math.max(best.step, other.step) };
  const ahead = step - best.step;
  return { ...bracket, low: step + 1.1 * ahead, high: step + 4 * ahead };
}

function isOutside(step: number, { low, high }: Bracket): boolean {
  return step <= low || step >= high;
}

function isNarrow({ low, high }: Bracket): boolean {
  return high - low <= narrowest * high;
}
