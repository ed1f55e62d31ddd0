/** A step, with the function's value and slope there. */
export interface Point {
  readonly step: number;
  readonly value: number;
  readonly slope: number;
}

/** What a line search knows: the best point, the other end of the interval, and the limits of the next step. */
export interface Bracket {
  readonly best: Point;
  readonly other: Point;
  /** Whether a minimum lies between the two points. */
  readonly isClosed: boolean;
  readonly low: number;
  readonly high: number;
}

/**
 * The next trial step and the bracket that the newest point leads to. Source: Moré and Thuente 1994, section 4; `dcstep`.
 * @param shift slope that is taken off the function before comparing; 0 for the function itself
 */
export function stepWithin(given: Bracket, point: Point, shift: number): { bracket: Bracket; step: number } {
  const tilt = ({ step, value, slope }: Point, by: number): Point => ({
    step,
    value: value - step * by,
    slope: slope - by,
  });
  const bracket = { ...given, best: tilt(given.best, shift), other: tilt(given.other, shift) };
  const newest = tilt(point, shift);
  const { step, isClosed } = trial(bracket, newest);
  const { best, other } = narrowed(bracket, newest);
  return { step, bracket: { ...given, best: tilt(best, -shift), other: tilt(other, -shift), isClosed } };
}

function narrowed({ best, other }: Bracket, newest: Point): { best: Point; other: Point } {
  if (newest.value > best.value) return { best, other: newest };
  return { best: newest, other: newest.slope * Math.sign(best.slope) < 0 ? best : other };
}

interface Trial {
  readonly step: number;
  readonly isClosed: boolean;
}

function trial(bracket: Bracket, newest: Point): Trial {
  const { best } = bracket;
  if (newest.value > best.value) return { step: stepBack(best, newest), isClosed: true };
  if (newest.slope * Math.sign(best.slope) < 0) return { step: stepBetween(best, newest), isClosed: true };
  const isFlatter = Math.abs(newest.slope) < Math.abs(best.slope);
  return { step: isFlatter ? stepOn(bracket, newest) : stepFar(bracket, newest), isClosed: bracket.isClosed };
}

/** Higher value: the minimum was passed. The cubic step if it is nearer to the best, else between it and the quadratic. */
function stepBack(best: Point, newest: Point): number {
  const length = newest.step - best.step;
  const cubic = best.step + cubicShare(best, newest) * length;
  const rise = (best.value - newest.value) / length + best.slope;
  const quadratic = best.step + (best.slope / rise / 2) * length;
  const isCubicNearer = Math.abs(cubic - best.step) < Math.abs(quadratic - best.step);
  return isCubicNearer ? cubic : cubic + (quadratic - cubic) / 2;
}

/** Lower value, slope of the other sign: the farther of the cubic and the secant step from the newest point. */
function stepBetween(best: Point, newest: Point): number {
  const cubic = newest.step + cubicShare(newest, best) * (best.step - newest.step);
  const secant = secantStep(best, newest);
  return Math.abs(cubic - newest.step) > Math.abs(secant - newest.step) ? cubic : secant;
}

/** Lower value, flatter slope of the same sign: the cubic may have no minimum ahead. */
function stepOn(bracket: Bracket, newest: Point): number {
  const { best, other, low, high } = bracket;
  const isForward = newest.step > best.step;
  const cubic = cubicAhead(best, newest) ?? (isForward ? high : low);
  const secant = secantStep(best, newest);
  const isCubicNearer = Math.abs(cubic - newest.step) < Math.abs(secant - newest.step);
  if (!bracket.isClosed) {
    const farther = Math.abs(cubic - newest.step) > Math.abs(secant - newest.step) ? cubic : secant;
    return Math.max(low, Math.min(high, farther));
  }
  const limit = newest.step + 0.66 * (other.step - newest.step);
  const nearer = isCubicNearer ? cubic : secant;
  return isForward ? Math.min(limit, nearer) : Math.max(limit, nearer);
}

/** Lower value, slope not flatter: towards the other end, or as far as allowed. */
function stepFar({ best, other, isClosed, low, high }: Bracket, newest: Point): number {
  if (isClosed) return newest.step + cubicShare(newest, other) * (other.step - newest.step);
  return newest.step > best.step ? high : low;
}

function secantStep(best: Point, newest: Point): number {
  return newest.step + (newest.slope / (newest.slope - best.slope)) * (best.step - newest.step);
}

/** Minimum of the cubic through two points and slopes, as a share of the way from `from` to `to`. */
function cubicShare(from: Point, to: Point): number {
  const { theta, root } = cubicTerms(from, to);
  const gamma = to.step < from.step ? -root : root;
  return (gamma - from.slope + theta) / (gamma - from.slope + gamma + to.slope);
}

/** Minimum of the cubic if it lies beyond the newest point. */
function cubicAhead(best: Point, newest: Point): number | undefined {
  const { theta, root } = cubicTerms(best, newest);
  const gamma = newest.step > best.step ? -root : root;
  const share = (gamma - newest.slope + theta) / (gamma + (best.slope - newest.slope) + gamma);
  return share < 0 && gamma !== 0 ? newest.step + share * (best.step - newest.step) : undefined;
}

function cubicTerms(a: Point, b: Point): { theta: number; root: number } {
  const theta = (3 * (a.value - b.value)) / (b.step - a.step) + a.slope + b.slope;
  const scale = Math.max(Math.abs(theta), Math.abs(a.slope), Math.abs(b.slope));
  const inside = (theta / scale) ** 2 - (a.slope / scale) * (b.slope / scale);
  return { theta, root: scale * Math.sqrt(Math.max(0, inside)) };
}
