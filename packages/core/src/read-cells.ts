import { invalidCell } from "./cell-error.ts";
import { rowAt } from "./row-selection.ts";
import type { RowSelection, Table } from "./table.ts";

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
