/**
 * Rounds to 6 decimals as Python's `round(value, 6)`: correctly rounded from the exact binary value, ties to even.
 * Values that are not finite, or of 1e21 and more, come back unchanged.
 */
export function roundToSixDecimals(value: number): number {
  if (!Number.isFinite(value) || Math.abs(value) >= 1e21) return value;
  if (!isTie(value)) return Number(value.toFixed(6));
  const truncated = value.toFixed(7).slice(0, -1);
  const isEven = Number(truncated.at(-1)) % 2 === 0;
  return Number(isEven ? truncated : value.toFixed(6));
}

/**
 * A double as Python's `repr` writes it, which is also how its `json` module does: `1.0`, `5e-06`, `1e+16`.
 * @returns `NaN`, `Infinity` or `-Infinity` for what strict JSON has no word for
 */
export function pythonFloat(value: number): string {
  if (!Number.isFinite(value)) return String(value);
  if (value === 0) return Object.is(value, -0) ? "-0.0" : "0.0";
  const [mantissa = "", exponentText = "0"] = value.toExponential().split("e");
  const exponent = Number(exponentText);
  if (exponent < -4 || exponent >= 16) {
    return `${mantissa}e${exponent < 0 ? "-" : "+"}${String(Math.abs(exponent)).padStart(2, "0")}`;
  }
  return positional(mantissa, exponent);
}

/** A double is halfway between two numbers of 6 decimals only if it is an odd multiple of 1/128 (the 5^6 cancels). */
function isTie(value: number): boolean {
  return Math.abs(value * 128) % 2 === 1;
}

/** JavaScript switches to exponents below 1e-6, Python below 1e-4; the digits are the same (shortest that round-trip). */
function positional(mantissa: string, exponent: number): string {
  const sign = mantissa.startsWith("-") ? "-" : "";
  const digits = mantissa.replace(/[-.]/g, "");
  if (exponent < 0) return `${sign}0.${"0".repeat(-exponent - 1)}${digits}`;
  const whole = digits.slice(0, exponent + 1).padEnd(exponent + 1, "0");
  return `${sign}${whole}.${digits.slice(exponent + 1) || "0"}`;
}
