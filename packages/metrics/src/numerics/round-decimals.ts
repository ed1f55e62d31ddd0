/**
 * `value` rounded to `digits` decimals as Python's `round(value, digits)` does it: from the exact value of the double,
 * exact ties to the even digit. For magnitudes below 2^40 and up to 6 digits.
 */
export function roundDecimals(value: number, digits: number): number {
  // A double lies exactly half way between two decimals of that length only as an odd multiple of 2^-(digits + 1).
  const halves = value * 2 ** (digits + 1);
  const isTie = Number.isInteger(halves) && halves % 2 !== 0;
  if (!isTie) return Number(value.toFixed(digits));
  const lower = Math.floor(value * 10 ** digits);
  return (lower % 2 === 0 ? lower : lower + 1) / 10 ** digits;
}
