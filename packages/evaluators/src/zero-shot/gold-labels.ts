import { invalidCell, type Table } from "@mieb/core";

/**
 * The label column as indices into the candidates: integers as they are, texts by their place among the candidates.
 * @throws MiebError `DATASET_INVALID_VALUE` for anything else, naming table, column and row
 */
export async function goldLabels(
  table: Table,
  column: string,
  candidates: readonly string[],
): Promise<readonly number[]> {
  // Of equal candidates the last one counts, as in the reference.
  const indexOf = new Map(candidates.map((candidate, index) => [candidate, index]));
  const expected = `a label from 0 to ${candidates.length - 1} or one of the candidate texts`;
  return (await table.read(column)).map((value, row) => {
    const label = typeof value === "string" ? indexOf.get(value) : value;
    const fits = typeof label === "number" && Number.isInteger(label) && label >= 0 && label < candidates.length;
    if (fits) return label;
    throw invalidCell(table, { column, row }, expected, value);
  });
}
