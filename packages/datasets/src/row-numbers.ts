import { isRange, MiebError, type RowSelection } from "@mieb/core";

/** Rows of one shard. */
export interface ShardRows {
  /** Index of the shard. */
  readonly shard: number;
  /** Ascending, each once, counted in the shard. */
  readonly rows: number[];
}

/**
 * The rows a selection names, one by one; all of them without a selection.
 * @throws MiebError `DATASET_INVALID_VALUE` for rows that the table does not have
 */
export function rowNumbers(name: string, rows: RowSelection | undefined, rowCount: number): readonly number[] {
  const range = rows === undefined ? { start: 0, end: rowCount } : rows;
  const wanted = isRange(range)
    ? Array.from({ length: Math.max(0, range.end - range.start) }, (_, index) => range.start + index)
    : range;
  const outside = wanted.find((row) => !Number.isInteger(row) || row < 0 || row >= rowCount);
  if (outside === undefined) return wanted;
  throw new MiebError(
    "DATASET_INVALID_VALUE",
    `${name}: row ${outside} was asked for; the split has ${rowCount} rows.`,
    {
      hint: "Ask for rows from 0 on, below the table's rowCount.",
    },
  );
}

/** Whether each row comes once and in order. */
export function isAscending(rows: readonly number[]): boolean {
  return rows.every((row, index) => index === 0 || row > (rows[index - 1] ?? row));
}

/** Splits ascending rows by the shards that hold them; `starts` are the first rows of the shards, and the row count at the end. */
export function rowsByShard(ascending: readonly number[], starts: readonly number[]): readonly ShardRows[] {
  const parts: ShardRows[] = [];
  let shard = 0;
  for (const row of ascending) {
    while (row >= (starts[shard + 1] ?? Infinity)) shard++;
    if (parts.at(-1)?.shard !== shard) parts.push({ shard, rows: [] });
    parts.at(-1)?.rows.push(row - (starts[shard] ?? 0));
  }
  return parts;
}
