import { describeValue } from "./describe-value.ts";
import { MiebError } from "./errors.ts";
import type { CellOrigin, Table, Value } from "./table.ts";

/** Position of a cell in a table. */
export interface Cell {
  readonly column: string;
  readonly row: number;
}

/** The cell of a repository that a table's cell was made of; the cell itself in a table that is not derived. */
export function originOf(table: Table, { column, row }: Cell): CellOrigin {
  return table.origin?.(column, row) ?? { table: table.name, column, row };
}

/** `mteb/cifar10 (default/test): column "label", row 3`, or `rows 3 to 5`. For messages. */
export function placeName({ table, column, row }: CellOrigin, last: number = row): string {
  return `${table}: column "${column}", ${last === row ? `row ${row}` : `rows ${row} to ${last}`}`;
}

/** Where a repository has to be mended: a cell's place, by its origin. */
export function cellName(table: Table, cell: Cell): string {
  return placeName(originOf(table, cell));
}

/** The error for a cell of the wrong kind, which names the cell's origin. */
export function invalidCell(table: Table, cell: Cell, expected: string, value: Value | undefined): MiebError {
  const message = `${cellName(table, cell)}: expected ${expected}, got ${describeValue(value)}.`;
  return new MiebError("DATASET_INVALID_VALUE", message, {
    hint: "Check the task's column map, or mend the repository.",
  });
}

/** Always throws; typed `never` so that it can stand where a column was expected. */
export function missingColumn(table: string, column: string, present: readonly string[]): never {
  throw new MiebError("DATASET_COLUMN_NOT_FOUND", `${table}: no column "${column}"; it has ${present.join(", ")}.`, {
    hint: "Correct the task's column map, or pin the revision that has this column.",
  });
}
