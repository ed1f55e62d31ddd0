import { parquetRead } from "hyparquet";
import { compressors } from "hyparquet-compressors";
import { blockCache, type BlockCache } from "./block-cache.ts";
import { columnBlocks, type Block } from "./blocks.ts";
import type { Shard } from "./shard.ts";

/** Raw cells of a shard's column, by row. */
export interface ColumnReader {
  /**
   * Cells of `rows` (ascending, counted in the shard), as hyparquet decodes them. Decodes only the blocks that hold these
   * rows; a block that is already being decoded is waited for.
   */
  read(shard: Shard, column: string, rows: readonly number[]): Promise<unknown[]>;
}

/**
 * A reader of one table.
 * @param cache Where decoded blocks stay, so that a sweep in small batches decodes each once. Default: one of its own.
 */
export function columnReader(cache: BlockCache = blockCache()): ColumnReader {
  const table = cache.newTable();
  const layouts = new Map<string, Promise<readonly Block[]>>();

  const keyOf = (shard: Shard, column: string, { start }: Block): string =>
    JSON.stringify([table, shard.path, column, start]);
  const blocksOf = (shard: Shard, column: string, group: number): Promise<readonly Block[]> => {
    const key = JSON.stringify([shard.path, group, column]);
    const known = layouts.get(key) ?? columnBlocks(shard, column, group);
    layouts.set(key, known);
    return known;
  };
  const decode = (shard: Shard, column: string, run: readonly Block[]): readonly Promise<unknown[]>[] => {
    const start = run[0]?.start ?? 0;
    const whole = decodeRows(shard, column, { start, end: run.at(-1)?.end ?? start });
    return run.map((block) => {
      const cells = whole.then((all) => all.slice(block.start - start, block.end - start));
      cache.set(keyOf(shard, column, block), cells, block.bytes);
      return cells;
    });
  };
  return {
    async read(shard, column, rows) {
      const cells: unknown[] = [];
      for (const { group, groupRows } of byGroup(shard, rows)) {
        const touched = touchedBlocks(await blocksOf(shard, column, group), groupRows);
        const held = touched.map(({ block }) => cache.get(keyOf(shard, column, block)));
        for (const run of missingRuns(
          touched.map(({ block }) => block),
          held,
        )) {
          decode(shard, column, run.blocks).forEach((promise, index) => (held[run.at + index] = promise));
        }
        for (const [index, { block, rows: wanted }] of touched.entries()) {
          const values = (await held[index]) ?? [];
          for (const row of wanted) cells.push(values[row - block.start]);
        }
      }
      return cells;
    },
  };
}

interface TouchedBlock {
  readonly block: Block;
  readonly rows: readonly number[];
}

function byGroup({ groupStarts }: Shard, rows: readonly number[]): { group: number; groupRows: number[] }[] {
  const groups: { group: number; groupRows: number[] }[] = [];
  let group = 0;
  for (const row of rows) {
    while (row >= (groupStarts[group + 1] ?? Infinity)) group++;
    if (groups.at(-1)?.group !== group) groups.push({ group, groupRows: [] });
    groups.at(-1)?.groupRows.push(row);
  }
  return groups;
}

function touchedBlocks(blocks: readonly Block[], rows: readonly number[]): readonly TouchedBlock[] {
  const touched: { block: Block; rows: number[] }[] = [];
  let at = 0;
  for (const row of rows) {
    while (row >= (blocks[at]?.end ?? Infinity)) at++;
    const block = blocks[at];
    if (block && touched.at(-1)?.block !== block) touched.push({ block, rows: [] });
    touched.at(-1)?.rows.push(row);
  }
  return touched;
}

/** Neighbouring blocks that are not held are decoded together: fewer reads of the file. */
function missingRuns(blocks: readonly Block[], held: readonly unknown[]): { at: number; blocks: Block[] }[] {
  const runs: { at: number; blocks: Block[] }[] = [];
  blocks.forEach((block, index) => {
    if (held[index] !== undefined) return;
    const last = runs.at(-1);
    if (last && last.at + last.blocks.length === index && last.blocks.at(-1)?.end === block.start)
      last.blocks.push(block);
    else runs.push({ at: index, blocks: [block] });
  });
  return runs;
}

async function decodeRows(
  { buffer, metadata }: Shard,
  column: string,
  rows: { start: number; end: number },
): Promise<unknown[]> {
  let cells: unknown[] = [];
  await parquetRead({
    file: buffer,
    metadata,
    columns: [column],
    rowStart: rows.start,
    rowEnd: rows.end,
    compressors,
    utf8: false,
    geoparquet: false,
    useOffsetIndex: true,
    parsers: { jsonFromBytes: (bytes) => new TextDecoder().decode(bytes) },
    onComplete: (found) => (cells = found.map(([cell]) => cell as unknown)),
  });
  if (cells.length !== rows.end - rows.start)
    throw new Error(`rows ${rows.start} to ${rows.end} hold ${cells.length} values of "${column}"`);
  return cells;
}
