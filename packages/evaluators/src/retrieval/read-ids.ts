import { invalidCell, type Table, type Value } from "@mieb/core";
import { growingTextList, type TextList } from "./text-list.ts";

/** Ids of a large table are read in steps: an array of all its cells takes many times what is kept of them. */
const rowsPerStep = 8192;

/** A column of ids as strings; integers are written in decimal. Anything else names table, column and row. */
export async function readIds(table: Table, column: string): Promise<readonly string[]> {
  return (await table.read(column)).map((value, row) => requireId(table, { column, row }, value));
}

/** A large column of ids, handed to `visit` one by one and kept as a list of texts. */
export async function readIdList(
  table: Table,
  column: string,
  visit: (id: string, row: number) => unknown,
): Promise<TextList> {
  const ids = growingTextList(table.rowCount);
  for (let start = 0; start < table.rowCount; start += rowsPerStep) {
    const cells = await table.read(column, { start, end: Math.min(start + rowsPerStep, table.rowCount) });
    for (const [index, value] of cells.entries()) {
      const id = requireId(table, { column, row: start + index }, value);
      ids.push(id);
      visit(id, start + index);
    }
  }
  return ids.toList();
}

/** A column of id lists. */
export async function readIdLists(table: Table, column: string): Promise<readonly (readonly string[])[]> {
  return (await table.read(column)).map((value, row) => {
    if (!Array.isArray(value)) throw invalidCell(table, { column, row }, "a list of ids", value);
    return value.map((item: Value) => requireId(table, { column, row }, item));
  });
}

/** Column that holds the ids of a corpus or of queries. */
export function idColumn(table: Table): string {
  return "_id" in table.features ? "_id" : "id";
}

function requireId(table: Table, cell: { readonly column: string; readonly row: number }, value: Value): string {
  if (typeof value === "string") return value;
  if (typeof value === "number" && Number.isInteger(value)) return String(value);
  throw invalidCell(table, cell, "an id (text or integer)", value);
}
