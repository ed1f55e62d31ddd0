import { keyIndex } from "./key-index.ts";
import { locateRow, type RowBlock, type RowLocation, type StoredFile } from "./stored-rows.ts";

/** The rows of a partition: which keys there are, and where their vectors lie. */
export interface RowTable {
  /** Distinct keys whose vectors can be read. */
  readonly rowCount: number;
  /** Row of a key, or -1. */
  find(key: string): number;
  fileOf(row: number): StoredFile;
  /** The block that a row belongs to. */
  blockOf(row: number): RowBlock;
  locate(row: number, dimension: number): RowLocation;
  /** Adds rows that lie in a file; keys that are there already keep their row. */
  add(keys: Uint8Array, rows: Omit<RowBlock, "firstRow" | "rowCount">): RowBlock;
  /** Marks a file as lost, and thereby its rows as missing; returns their number. */
  drop(file: StoredFile): number;
  /** Every file that has rows here. */
  files(): Iterable<StoredFile>;
}

/** An empty table. */
export function rowTable(): RowTable {
  const index = keyIndex();
  const blocks: RowBlock[] = [];
  let lostKeys = 0;

  function blockOf(row: number): RowBlock {
    let [low, high] = [0, blocks.length - 1];
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if ((blocks[middle] as RowBlock).firstRow <= row) low = middle;
      else high = middle - 1;
    }
    return blocks[low] as RowBlock;
  }

  /** A key is pointed to its new row when the old one was lost. */
  function replaces(row: number): boolean {
    const { lost } = blockOf(row).file;
    if (lost) lostKeys--;
    return lost;
  }

  return {
    get rowCount() {
      return index.keyCount - lostKeys;
    },
    find(key) {
      const row = index.rowOf(key);
      return row < 0 || blockOf(row).file.lost ? -1 : row;
    },
    fileOf: (row) => blockOf(row).file,
    blockOf,
    locate: (row, dimension) => locateRow(blockOf(row), row, dimension),
    add(keys, rows) {
      const firstRow = index.add(keys, replaces);
      const block: RowBlock = { ...rows, firstRow, rowCount: index.rowCount - firstRow };
      if (block.rowCount > 0) blocks.push(block);
      return block;
    },
    drop(file) {
      if (file.lost) return 0;
      let rows = 0;
      for (const { firstRow, rowCount } of blocks.filter((block) => block.file === file)) {
        for (let row = firstRow; row < firstRow + rowCount; row++) if (index.isCurrent(row)) rows++;
      }
      file.lost = true;
      lostKeys += rows;
      return rows;
    },
    files: () => new Set(blocks.map(({ file }) => file)),
  };
}
