import type { FileRows } from "@mieb/core";
import type { RowTable } from "./row-table.ts";
import { locateRow, type RowBlock } from "./stored-rows.ts";

/** Fewer bytes are read as fast as they are mapped. */
const LEAST_BYTES = 2 ** 20;

/**
 * The rows from `rows[start]` on that lie one after the other in a segment; undefined where these are few, lie in a
 * journal, which goes when it is sealed, or have several vectors.
 */
export function rowsInPlace(
  rows: Uint32Array,
  start: number,
  { table, dimension }: { readonly table: RowTable; readonly dimension: number },
): FileRows | undefined {
  let block = table.blockOf(rows[start] as number);
  const { file } = block;
  if (file.handle || block.rowOffsets) return undefined;
  const byteOffset = positionOf(block, rows[start] as number, dimension);
  const goesOn = (end: number): boolean => {
    if (rows[end] !== (rows[end - 1] as number) + 1) return false;
    block = table.blockOf(rows[end] as number);
    const position = byteOffset + (end - start) * dimension * 4;
    return block.file === file && !block.rowOffsets && positionOf(block, rows[end] as number, dimension) === position;
  };
  let end = endInBlock(rows, start, block);
  while (goesOn(end)) end = endInBlock(rows, end, block);
  const rowCount = end - start;
  return rowCount * dimension * 4 < LEAST_BYTES ? undefined : { path: file.path, byteOffset, rowCount };
}

/** The index after the last of those rows from `start` on that follow each other in a block. */
function endInBlock(rows: Uint32Array, start: number, { firstRow, rowCount }: RowBlock): number {
  const first = rows[start] as number;
  const most = Math.min(rows.length, start + firstRow + rowCount - first);
  let end = start + 1;
  while (end < most && rows[end] === first + end - start) end++;
  return end;
}

function positionOf(block: RowBlock, row: number, dimension: number): number {
  return locateRow(block, row, dimension).position;
}
