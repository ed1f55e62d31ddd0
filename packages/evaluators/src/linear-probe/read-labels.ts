import { invalidCell, type Table } from "@mieb/core";
import { compareIds } from "@mieb/metrics";

/** Label columns of both splits as integers; class names are numbered in the order of their bytes. */
export interface SplitLabels {
  readonly train: readonly number[];
  readonly test: readonly number[];
}

/**
 * Reads integer or text labels of a train and a test split.
 * @throws MiebError `DATASET_INVALID_VALUE` for anything else, naming table, column and row
 */
export async function readLabels(train: Table, test: Table, column: string): Promise<SplitLabels> {
  const [trainLabels, testLabels] = [await readColumn(train, column), await readColumn(test, column)];
  const names = [...trainLabels, ...testLabels].filter((label) => typeof label === "string");
  const numberOf = new Map([...new Set(names)].toSorted(compareIds).map((name, number) => [name, number]));
  const numbers = (labels: readonly (string | number)[]): readonly number[] =>
    labels.map((label) => (typeof label === "string" ? (numberOf.get(label) ?? 0) : label));
  return { train: numbers(trainLabels), test: numbers(testLabels) };
}

async function readColumn(table: Table, column: string): Promise<readonly (string | number)[]> {
  const feature = table.features[column];
  const classCount = feature?.kind === "class-label" ? feature.names.length : Infinity;
  const values = await table.read(column);
  const isText = typeof values[0] === "string";
  const expected = isText ? "a text" : `an integer${classCount < Infinity ? ` from 0 to ${classCount - 1}` : ""}`;
  return values.map((value, row) => {
    if (isText && typeof value === "string") return value;
    const fits = !isText && typeof value === "number" && Number.isInteger(value) && value < classCount;
    // -1 is how a class label says that it is unknown.
    if (fits && (classCount === Infinity || value >= 0)) return value;
    throw invalidCell(table, { column, row }, expected, value);
  });
}
