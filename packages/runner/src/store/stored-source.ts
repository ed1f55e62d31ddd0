import { MiebError, type Embeddings, type EmbeddingSource } from "@mieb/core";
import { isMissing } from "./durable-files.ts";
import type { RowTable } from "./row-table.ts";
import { rowsInPlace } from "./rows-in-place.ts";
import { readRows, type RowLocation, type StoredFile } from "./stored-rows.ts";

/** Most rows of a chunk: where they lie takes more than short vectors do. */
const CHUNK_ROWS = 16_384;

/** What a source reads from. */
export interface SourceContext {
  readonly table: RowTable;
  readonly dimension: number;
  /** Most bytes of vectors in a chunk, unless one row alone is larger. */
  readonly maxMemory: number;
  /** Whether a file's checksum is right; false also drops its rows. */
  isIntact(file: StoredFile): Promise<boolean>;
}

/**
 * The vectors of stored rows, read when asked for.
 * @throws MiebError `STORE_CORRUPT_SEGMENT` while reading, when the segment of a row turns out to be damaged
 */
export function storedSource(rows: Uint32Array, context: SourceContext): EmbeddingSource {
  const { dimension } = context;
  return {
    rowCount: rows.length,
    dimension,
    async *chunks() {
      for (let start = 0; start < rows.length;) {
        const end = chunkEnd(rows, start, context);
        yield await read(rows.subarray(start, end), context);
        start = end;
      }
    },
    async *chunksInPlace() {
      for (let start = 0; start < rows.length;) {
        const inPlace = rowsInPlace(rows, start, context);
        const end = inPlace ? start + inPlace.rowCount : chunkEnd(rows, start, context);
        const chunk = rows.subarray(start, end);
        if (inPlace) await checkIntact(chunk.subarray(0, 1), context);
        yield inPlace ?? (await read(chunk, context));
        start = end;
      }
    },
    rows: (indices) =>
      read(
        Uint32Array.from(indices, (index) => rowAt(rows, index)),
        context,
      ),
    vectorCounts: () => rows.map((row) => context.table.locate(row, dimension).vectorCount),
  };
}

/** Compares the checksums of the files that hold these rows, once per process. */
async function checkIntact(rows: Uint32Array, { table, isIntact }: SourceContext): Promise<void> {
  for (const file of new Set(Array.from(rows, (row) => table.fileOf(row)))) {
    if (file.lost || !(await isIntact(file))) throw damaged(file.path);
  }
}

async function read(rows: Uint32Array, context: SourceContext): Promise<Embeddings> {
  const { table, dimension } = context;
  await checkIntact(rows, context);
  try {
    return await readRows(locations(rows, table, dimension), dimension);
  } catch (error) {
    // Another process found the segment damaged and set it aside after this one had compared it.
    if (isMissing(error)) throw damaged((error as NodeJS.ErrnoException).path);
    throw error;
  }
}

function locations(rows: Uint32Array, table: RowTable, dimension: number): RowLocation[] {
  return Array.from(rows, (row) => table.locate(row, dimension));
}

function chunkEnd(rows: Uint32Array, start: number, { table, dimension, maxMemory }: SourceContext): number {
  let bytes = 0;
  const last = Math.min(rows.length, start + CHUNK_ROWS);
  for (let at = start; at < last; at++) {
    bytes += table.locate(rows[at] as number, dimension).vectorCount * dimension * 4;
    if (bytes > maxMemory && at > start) return at;
  }
  return last;
}

function rowAt(rows: Uint32Array, index: number): number {
  const row = rows[index];
  if (row !== undefined) return row;
  throw new RangeError(`Row ${index} was asked for; there are ${rows.length}.`);
}

function damaged(path = "A file of the embedding store"): MiebError {
  return new MiebError("STORE_CORRUPT_SEGMENT", `${path}: the segment is damaged or gone, and rows of it are needed.`, {
    hint: "Run the same command again: its rows count as missing now and are encoded anew.",
  });
}
