import { missingColumn } from "./cell-error.ts";
import { MiebError } from "./errors.ts";
import { pickRows } from "./row-selection.ts";
import type { Feature, Table, Value } from "./table.ts";

/** A table over values already in memory; every column must have the same length. */
export function memoryTable(
  name: string,
  columns: Readonly<Record<string, readonly Value[]>>,
  features: Readonly<Record<string, Feature>> = {},
): Table {
  const lengths = Object.entries(columns).map(([column, values]) => ({ column, length: values.length }));
  const rowCount = lengths[0]?.length ?? 0;
  const odd = lengths.find(({ length }) => length !== rowCount);
  if (odd) {
    throw new MiebError(
      "DATASET_INVALID_VALUE",
      `${name}: column "${odd.column}" has ${odd.length} rows where "${lengths[0]?.column}" has ${rowCount}.`,
    );
  }
  const types = Object.fromEntries(
    Object.keys(columns).map((column) => [column, features[column] ?? { kind: "unknown" as const }]),
  );
  return {
    name,
    rowCount,
    features: types,
    async read(column, rows) {
      return pickRows(columns[column] ?? missingColumn(name, column, Object.keys(columns)), rows);
    },
  };
}
