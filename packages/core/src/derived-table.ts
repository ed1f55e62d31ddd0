import { MiebError } from "./errors.ts";
import { isRange, type Feature, type RowSelection, type Table, type Value } from "./table.ts";

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
      return pick(columns[column] ?? missingColumn(name, column, Object.keys(columns)), rows);
    },
  };
}

/** How one column of a derived table comes about from columns of the table below. */
export interface DerivedColumn {
  readonly feature: Feature;
  /** Columns of the source whose cells `value` receives, in this order. */
  readonly from: readonly string[];
  value(...cells: readonly Value[]): Value;
}

/** The same rows with columns added or replaced; nothing is read before it is asked for. */
export function withColumns(table: Table, derived: Readonly<Record<string, DerivedColumn>>): Table {
  const features = Object.fromEntries(Object.entries(derived).map(([column, { feature }]) => [column, feature]));
  return {
    name: table.name,
    rowCount: table.rowCount,
    features: { ...table.features, ...features },
    async read(column, rows) {
      const recipe = derived[column];
      if (!recipe) return table.read(column, rows);
      const cells = await Promise.all(recipe.from.map((source) => table.read(source, rows)));
      return (cells[0] ?? []).map((_, row) => recipe.value(...cells.map((values) => values[row] ?? null)));
    },
  };
}

/**
 * The same rows with columns of values already in memory added or replaced, such as ids made from row numbers.
 * @throws MiebError `DATASET_INVALID_VALUE` for a column of another length
 */
export function withValues(table: Table, columns: Readonly<Record<string, readonly Value[]>>): Table {
  const added = memoryTable(table.name, columns);
  if (added.rowCount !== table.rowCount) {
    const names = Object.keys(columns).join(", ");
    throw new MiebError(
      "DATASET_INVALID_VALUE",
      `${table.name}: ${added.rowCount} values of ${names} for ${table.rowCount} rows.`,
    );
  }
  return {
    name: table.name,
    rowCount: table.rowCount,
    features: { ...table.features, ...added.features },
    read: (column, rows) => (column in columns ? added : table).read(column, rows),
  };
}

/** The rows `kept` of a table, in that order, as a table of its own. */
export function withRows(table: Table, kept: readonly number[]): Table {
  return {
    name: table.name,
    rowCount: kept.length,
    features: table.features,
    read: (column, rows) => table.read(column, pick(kept, rows)),
  };
}

/** A string column; other cells are an error that names table, column and row. */
export async function readStrings(table: Table, column: string, rows?: RowSelection): Promise<readonly string[]> {
  return (await table.read(column, rows)).map((value, index) => {
    if (typeof value === "string") return value;
    throw invalidCell(table, { column, row: rowAt(rows, index) }, "a text", value);
  });
}

/** An integer column; other cells are an error that names table, column and row. */
export async function readIntegers(table: Table, column: string, rows?: RowSelection): Promise<readonly number[]> {
  return (await table.read(column, rows)).map((value, index) => {
    if (typeof value === "number" && Number.isInteger(value)) return value;
    throw invalidCell(table, { column, row: rowAt(rows, index) }, "an integer", value);
  });
}

/** Position of a cell in a table. */
export interface Cell {
  readonly column: string;
  readonly row: number;
}

/** The error for a cell of the wrong kind. */
export function invalidCell(table: Table, { column, row }: Cell, expected: string, value: unknown): MiebError {
  const came =
    value === null || value === undefined ? "null" : `${typeof value} ${JSON.stringify(value)?.slice(0, 60)}`;
  return new MiebError(
    "DATASET_INVALID_VALUE",
    `${table.name}: column "${column}", row ${row}: expected ${expected}, got ${came}.`,
    { hint: "Check the task's column map, or mend the repository." },
  );
}

/** Always throws; typed `never` so that it can stand where a column was expected. */
export function missingColumn(table: string, column: string, present: readonly string[]): never {
  throw new MiebError("DATASET_COLUMN_NOT_FOUND", `${table}: no column "${column}"; it has ${present.join(", ")}.`, {
    hint: "Correct the task's column map, or pin the revision that has this column.",
  });
}

function pick<T>(values: readonly T[], rows: RowSelection | undefined): readonly T[] {
  if (rows === undefined) return values;
  if (isRange(rows)) return values.slice(rows.start, rows.end);
  return rows.map((row) => values[row] as T);
}

function rowAt(rows: RowSelection | undefined, index: number): number {
  if (rows === undefined) return index;
  return isRange(rows) ? rows.start + index : (rows[index] ?? index);
}
