import { originOf } from "./cell-error.ts";
import { MiebError } from "./errors.ts";
import { memoryTable } from "./memory-table.ts";
import { pickRows, rowAt } from "./row-selection.ts";
import { selectionSize, type Feature, type Table, type Value } from "./table.ts";

// Every table made here knows of each of its cells where in a repository it comes from.

/** How one column of a derived table comes about from columns of the table below. */
export interface DerivedColumn {
  readonly feature: Feature;
  /** Columns of the source whose cells `value` receives, in this order. Errors of the column name the first. */
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
    origin: (column, row) => originOf(table, { column: derived[column]?.from[0] ?? column, row }),
  };
}

/** A column of another table, which has as many rows. */
export interface OtherColumn {
  readonly table: Table;
  readonly column: string;
}

/** The same rows with columns of other tables beside their own, such as the images that each row names. */
export function withColumnsOf(table: Table, others: Readonly<Record<string, OtherColumn>>): Table {
  const features = Object.entries(others).map(([name, other]) => [
    name,
    other.table.features[other.column] ?? { kind: "unknown" as const },
  ]);
  const sourceOf = (column: string): OtherColumn => others[column] ?? { table, column };
  return {
    name: table.name,
    rowCount: table.rowCount,
    features: { ...table.features, ...Object.fromEntries(features) },
    read(name, rows) {
      const { table: source, column } = sourceOf(name);
      return source.read(column, rows);
    },
    origin(name, row) {
      const { table: source, column } = sourceOf(name);
      return originOf(source, { column, row });
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
    origin: (column, row) => originOf(table, { column, row }),
  };
}

/** The rows `kept` of a table, in that order, as a table of its own. */
export function withRows(table: Table, kept: readonly number[]): Table {
  return {
    name: table.name,
    rowCount: kept.length,
    features: table.features,
    read: (column, rows) => table.read(column, pickRows(kept, rows)),
    origin: (column, row) => originOf(table, { column, row: kept[row] ?? row }),
  };
}

/** Rows in memory that were made of a table's rows: several of one row, or one of several. */
export interface MadeRows {
  /** For each row, the row of the table it was made of; the first of several. */
  readonly rows: readonly number[];
  /** Column of the table that the values were found in. */
  readonly from: string;
  readonly columns: Readonly<Record<string, readonly Value[]>>;
  readonly features?: Readonly<Record<string, Feature>>;
}

/** Rows made of a table's rows, such as a row for each entry of a list; `name` says for messages what they are. */
export function madeOf(table: Table, name: string, { rows, from, columns, features }: MadeRows): Table {
  return {
    ...memoryTable(name, columns, features),
    origin: (_, row) => originOf(table, { column: from, row: rows[row] ?? row }),
  };
}

/** Rows of several tables of the same columns, one table after the other; nothing is read before it is asked for. */
export function concatTables(name: string, tables: readonly Table[]): Table {
  const starts = [0];
  for (const { rowCount } of tables) starts.push((starts.at(-1) ?? 0) + rowCount);
  const rowCount = starts.at(-1) ?? 0;
  const partOf = (row: number): number => starts.findIndex((_, part) => row < (starts[part + 1] ?? Infinity));
  return {
    name,
    rowCount,
    features: tables[0]?.features ?? {},
    async read(column, rows) {
      const wanted = Array.from({ length: selectionSize(rows, rowCount) }, (_, index) => rowAt(rows, index));
      const cells = new Map<number, Value>();
      for (const [part, own] of Map.groupBy(wanted, partOf)) {
        const start = starts[part] ?? 0;
        const local = own.map((row) => row - start);
        const values = await tables[part]?.read(column, local);
        own.forEach((row, index) => cells.set(row, values?.[index] ?? null));
      }
      return wanted.map((row) => cells.get(row) ?? null);
    },
    origin(column, row) {
      const part = partOf(row);
      const table = tables[part];
      return table ? originOf(table, { column, row: row - (starts[part] ?? 0) }) : { table: name, column, row };
    },
  };
}
