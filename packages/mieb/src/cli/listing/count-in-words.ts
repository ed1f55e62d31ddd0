const units = [
  [1e9, "B"],
  [1e6, "M"],
  [1e3, "k"],
] as const;

/** A count of parameters as people say it: `151M`, `2.5B`; three digits at most. */
export function countInWords(count: number): string {
  const [size, unit] = units.find(([least]) => count >= least * 0.9995) ?? [1, ""];
  return `${Number((count / size).toPrecision(3))}${unit}`;
}
