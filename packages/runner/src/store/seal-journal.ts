import type { FileHandle } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import { readFully } from "./durable-files.ts";
import { bytesOf, readJournal, type JournalRecord } from "./journal.ts";
import { readLayout, writeSegment } from "./segment.ts";

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
  const values = new Float32Array(records.reduce((sum, { vectorCount }) => sum + vectorCount, 0) * dimension);
  const starts = new Map<number, number>();
  let vectors = 0;
  for (const { position, vectorCount } of records) {
    const target = values.subarray(vectors * dimension, (vectors + vectorCount) * dimension);
    await readFully(handle, bytesOf(target), position);
    starts.set(position, vectors * dimension * 4);
    vectors += vectorCount;
  }
  const keys = Buffer.concat(records.map((record) => record.keys));
  const rowOffsets = joinOffsets(records);
  const rows = { keys, values, dimension, ...(rowOffsets && { rowOffsets }) };
  const stem = basename(journalPath, ".journal");
  const path = await writeSegment(rows, join(dirname(journalPath), `${owner}.${stem}.tmp`), stem);
  const { values: base } = await readLayout(path);
  return { path, moved: new Map([...starts].map(([position, start]) => [position, base + start])) };
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
