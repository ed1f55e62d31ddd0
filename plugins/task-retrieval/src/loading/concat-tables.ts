import { isRange, type RowSelection, type Table, type Value } from "@mieb/core";

/** Rows of several tables of the same columns, one table after the other; nothing is read before it is asked for. */
export function concatTables(name: string, tables: readonly Table[]): Table {
  const starts = tables.map((_, index) => sumOf(tables.slice(0, index)));
  return {
    name,
    rowCount: sumOf(tables),
    features: tables[0]?.features ?? {},
    async read(column, rows) {
      const wanted = rowList(rows, sumOf(tables));
      const cells = new Map<number, Value>();
      for (const [index, table] of tables.entries()) {
        const start = starts[index] ?? 0;
        const own = wanted.filter((row) => row >= start && row < start + table.rowCount);
        if (own.length === 0) continue;
        const values = await table.read(
          column,
          own.map((row) => row - start),
        );
        own.forEach((row, at) => cells.set(row, values[at] ?? null));
      }
      return wanted.map((row) => cells.get(row) ?? null);
    },
  };
}

function sumOf(tables: readonly Table[]): number {
  return tables.reduce((sum, { rowCount }) => sum + rowCount, 0);
}

function rowList(rows: RowSelection | undefined, rowCount: number): readonly number[] {
  const { start, end } = rows && isRange(rows) ? rows : { start: 0, end: rowCount };
  return rows && !isRange(rows) ? rows : Array.from({ length: end - start }, (_, row) => start + row);
}
