import { invalidCell, type Table, type Value } from "@mieb/core";

/** A label as the repository stores it: a class number or a name. */
export type Label = number | string;

/**
 * Reads a column of label lists.
 * @throws MiebError `DATASET_INVALID_VALUE` for anything but a list of integers or texts, naming table, column and row
 */
export async function readLabelLists(table: Table, column: string): Promise<readonly (readonly Label[])[]> {
  const feature = table.features[column];
  const item = feature?.kind === "list" ? feature.item : undefined;
  const classCount = item?.kind === "class-label" ? item.names.length : Infinity;
  const isLabel = (value: Value): value is Label =>
    typeof value === "string" ||
    (typeof value === "number" &&
      Number.isInteger(value) &&
      value < classCount &&
      (value >= 0 || classCount === Infinity));
  return (await table.read(column)).map((value, row) => {
    if (Array.isArray(value) && value.every(isLabel)) return value;
    const range = classCount === Infinity ? "" : ` from 0 to ${classCount - 1}`;
    throw invalidCell(table, { column, row }, `a list of labels${range}`, value);
  });
}
