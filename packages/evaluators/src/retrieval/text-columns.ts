import { invalidCell, isRange, stripLikePython, type RowSelection, type Table, type Value } from "@mieb/core";

/** How the text that a model reads comes about from columns of a table. */
export interface TextRecipe {
  /** Column that is replaced, and read first. */
  readonly column: string;
  /** Further columns `compose` receives; they may be null. */
  readonly others: readonly string[];
  compose(text: string, others: readonly Value[], row: number): string;
}

/**
 * The table with its text column composed row by row when read.
 * A null or other value in the text column is an error that names table, column and row.
 */
export function withText(table: Table, { column, others, compose }: TextRecipe): Table {
  return {
    ...table,
    async read(wanted, rows) {
      if (wanted !== column) return table.read(wanted, rows);
      const texts = await table.read(column, rows);
      const beside = await Promise.all(others.map((other) => table.read(other, rows)));
      return texts.map((text, index) => {
        const row = rowAt(rows, index);
        if (typeof text !== "string") throw invalidCell(table, { column, row }, "a text", text);
        return compose(
          text,
          beside.map((values) => values[index] ?? null),
          row,
        );
      });
    },
  };
}

/** Text of a document: title, one space, body, trimmed; the trimmed body alone when the title is missing or empty. */
export function documentText(title: Value, body: string): string {
  const hasTitle = typeof title === "string" && title.length > 0;
  return stripLikePython(hasTitle ? `${title} ${body}` : body);
}

function rowAt(rows: RowSelection | undefined, index: number): number {
  if (rows === undefined) return index;
  return isRange(rows) ? rows.start + index : (rows[index] ?? index);
}
