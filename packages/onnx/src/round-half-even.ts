/** Nearest integer to a number that is not negative, ties to the even one: Python's `round`, IEEE 754's default. */
export function roundHalfEven(value: number): number {
  const floor = Math.floor(value);
  return value - floor === 0.5 ? floor + (floor % 2) : Math.round(value);
}
