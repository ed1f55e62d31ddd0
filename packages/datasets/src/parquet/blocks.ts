import { readOffsetIndex } from "hyparquet/src/indexes.js";
import type { ColumnChunk } from "hyparquet";
import type { Shard } from "./shard.ts";

const OBJECT_BYTES = 96;
const NUMBER_BYTES = 24;

/** The smallest part of a column that can be decoded alone: a page where the file has an offset index, else a row group. */
export interface Block {
  /** First row, counted in the shard. */
  readonly start: number;
  /** Behind the last row. */
  readonly end: number;
  /** Decoded size in memory in bytes, about. */
  readonly bytes: number;
}

/** Blocks of one column of one row group, in row order, without gaps. */
export async function columnBlocks(shard: Shard, column: string, group: number): Promise<readonly Block[]> {
  const chunks =
    shard.metadata.row_groups[group]?.columns.filter((chunk) => chunk.meta_data?.path_in_schema[0] === column) ?? [];
  const [start = 0, end = start] = shard.groupStarts.slice(group, group + 2);
  const bytes = chunks.reduce((sum, chunk) => sum + decodedBytes(chunk), 0);
  const pageStarts = await finestPages(shard, chunks);
  return pageStarts.map((pageStart, page) => {
    const pageEnd = pageStarts[page + 1] ?? end - start;
    return {
      start: start + pageStart,
      end: start + pageEnd,
      bytes: (bytes * (pageEnd - pageStart)) / Math.max(1, end - start),
    };
  });
}

/** Size of a leaf's cells as JavaScript holds them: a text or a byte array is an object besides its bytes. */
function decodedBytes({ meta_data: about }: ColumnChunk): number {
  if (!about) return 0;
  const hasBytes = about.type === "BYTE_ARRAY" || about.type === "FIXED_LEN_BYTE_ARRAY";
  return Number(about.total_uncompressed_size) + Number(about.num_values) * (hasBytes ? OBJECT_BYTES : NUMBER_BYTES);
}

/** Page boundaries of the largest leaf; `[0]` (the whole group) where any leaf lacks the index. */
async function finestPages(shard: Shard, chunks: readonly ColumnChunk[]): Promise<readonly number[]> {
  if (!chunks.every((chunk) => chunk.offset_index_offset && chunk.offset_index_length)) return [0];
  const pages = await Promise.all(chunks.map((chunk) => pageStartsOf(shard, chunk)));
  return pages.reduce((finest, next) => (next.length > finest.length ? next : finest), [0]);
}

async function pageStartsOf({ buffer }: Shard, chunk: ColumnChunk): Promise<readonly number[]> {
  const start = Number(chunk.offset_index_offset);
  const index = await buffer.slice(start, start + Number(chunk.offset_index_length));
  return readOffsetIndex({ view: new DataView(index), offset: 0 }).page_locations.map((page) =>
    Number(page.first_row_index),
  );
}
