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
  const firstRow = rows[start] as number;
  let block = table.blockOf(firstRow);
  const { path, handle } = block.file;
  if (handle || block.rowOffsets) return undefined;
  const byteOffset = positionOf(block, firstRow, dimension);
  const isNext = (rowCount: number): boolean => {
    const row = firstRow + rowCount;
    if (rows[start + rowCount] !== row) return false;
    if (row < block.firstRow + block.rowCount) return true;
    block = table.blockOf(row);
    const position = byteOffset + rowCount * dimension * 4;
    return block.file.path === path && !block.rowOffsets && positionOf(block, row, dimension) === position;
  };
  let rowCount = 1;
  while (isNext(rowCount)) rowCount++;
  return rowCount * dimension * 4 < LEAST_BYTES ? undefined : { path, byteOffset, rowCount };
}

function positionOf(block: RowBlock, row: number, dimension: number): number {
  return locateRow(block, row, dimension).position;
}
