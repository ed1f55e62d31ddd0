import { isRange, type RowSelection } from "./table.ts";

/** The values of these rows, in that order; all of them without a selection. */
export function pickRows<T>(values: readonly T[], rows: RowSelection | undefined): readonly T[] {
  if (rows === undefined) return values;
  if (isRange(rows)) return values.slice(rows.start, rows.end);
  return rows.map((row) => values[row] as T);
}

/** Row of the table behind the value at `index` of what was read. */
export function rowAt(rows: RowSelection | undefined, index: number): number {
  if (rows === undefined) return index;
  return isRange(rows) ? rows.start + index : (rows[index] ?? index);
}
