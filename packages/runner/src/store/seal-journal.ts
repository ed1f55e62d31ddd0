import type { FileHandle } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import { readFully } from "./durable-files.ts";
import { readJournal, type JournalRecord } from "./journal.ts";
import { readLayout, writeSegment } from "./segment.ts";

const PIECE_BYTES = 2 ** 20;

/** A journal sealed into a segment; the journal itself is left in place. */
export interface SealedSegment {
  readonly path: string;
  /** Byte position of a record's vectors: in the journal → in the segment. */
  readonly moved: ReadonlyMap<number, number>;
}

/**
 * Writes the intact records of a journal as one segment, named after the journal and its content: two processes that
 * seal one leftover journal write the same file under the same name. Returns null for a journal without records.
 */
export async function sealJournal(
  handle: FileHandle,
  journalPath: string,
  owner: string,
): Promise<SealedSegment | null> {
  const { records } = await readJournal(handle);
  const dimension = records[0]?.dimension;
  if (dimension === undefined) return null;
  const vectorCount = records.reduce((sum, record) => sum + record.vectorCount, 0);
  const keys = Buffer.concat(records.map((record) => record.keys));
  const rowOffsets = joinOffsets(records);
  const rows = { keys, vectorCount, dimension, ...(rowOffsets && { rowOffsets }), values: valuesOf(handle, records) };
  const stem = basename(journalPath, ".journal");
  const path = await writeSegment(rows, join(dirname(journalPath), `${owner}.${stem}.tmp`), stem);
  const { values: base } = await readLayout(path);
  return { path, moved: movedTo(base, records) };
}

/** The vectors of the records in order, in pieces of bounded size; a piece is only valid until the next is asked for. */
async function* valuesOf(handle: FileHandle, records: readonly JournalRecord[]): AsyncGenerator<Uint8Array> {
  const buffer = new Uint8Array(PIECE_BYTES);
  for (const { position, vectorCount, dimension } of records) {
    const end = position + vectorCount * dimension * 4;
    for (let at = position; at < end; at += PIECE_BYTES) {
      const piece = buffer.subarray(0, Math.min(PIECE_BYTES, end - at));
      await readFully(handle, piece, at);
      yield piece;
    }
  }
}

/** Where the vectors of each record lie in the segment whose first vector is at `base`. */
function movedTo(base: number, records: readonly JournalRecord[]): ReadonlyMap<number, number> {
  const moved = new Map<number, number>();
  let at = base;
  for (const { position, vectorCount, dimension } of records) {
    moved.set(position, at);
    at += vectorCount * dimension * 4;
  }
  return moved;
}

function joinOffsets(records: readonly JournalRecord[]): Uint32Array | undefined {
  if (!records.some(({ rowOffsets }) => rowOffsets)) return undefined;
  const joined = [0];
  let vectors = 0;
  for (const { rowCount, vectorCount, rowOffsets } of records) {
    for (let row = 1; row <= rowCount; row++) joined.push(vectors + (rowOffsets?.[row] ?? row));
    vectors += vectorCount;
  }
  return Uint32Array.from(joined);
}
