import { invalidCell, type Table, type Value } from "@mieb/core";

/** A column of ids as strings; integers are written in decimal. Anything else names table, column and row. */
export async function readIds(table: Table, column: string): Promise<readonly string[]> {
  return (await table.read(column)).map((value, row) => idOf(value) ?? refuse(table, { column, row }, value));
}

/** A column of id lists. */
export async function readIdLists(table: Table, column: string): Promise<readonly (readonly string[])[]> {
  return (await table.read(column)).map((value, row) => {
    if (!Array.isArray(value)) throw invalidCell(table, { column, row }, "a list of ids", value);
    return value.map((item: Value) => idOf(item) ?? refuse(table, { column, row }, item));
  });
}

/** Column that holds the ids of a corpus or of queries. */
export function idColumn(table: Table): string {
  return "_id" in table.features ? "_id" : "id";
}

function idOf(value: Value): string | undefined {
  if (typeof value === "string") return value;
  return typeof value === "number" && Number.isInteger(value) ? String(value) : undefined;
}

function refuse(table: Table, cell: { column: string; row: number }, value: Value): never {
  throw invalidCell(table, cell, "an id (text or integer)", value);
}
