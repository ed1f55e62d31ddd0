import { mkdir, rm } from "node:fs/promises";
import { join } from "node:path";
import type { Embeddings } from "@mieb/core";
import { createJournal, type Journal } from "./journal.ts";
import { KEY_BYTES } from "./key-pages.ts";
import type { RowTable } from "./row-table.ts";
import { sealJournal } from "./seal-journal.ts";
import { retire, storedFile, type RowBlock, type StoredFile } from "./stored-rows.ts";

/** Size at which a journal becomes a segment. */
export const SEAL_BYTES: number = 64 * 2 ** 20;
/** Largest record: bounds what reading a journal back holds at once. */
const RECORD_BYTES = 16 * 2 ** 20;

/** Appends to this process's own journal and seals it, entering the rows into the table. Not to be called concurrently. */
export interface JournalWriter {
  /** Durable when the promise resolves. */
  write(keys: Uint8Array, embeddings: Embeddings): Promise<void>;
  /** Turns what was written since the last sealing into a segment. */
  seal(): Promise<void>;
  /** Closes the journal as it is; the next process that opens the partition seals it. */
  close(): Promise<void>;
}

/** A writer into `folder`, whose first journal is created at the first write. */
export function journalWriter(folder: string, owner: string, table: RowTable): JournalWriter {
  let sequence = 0;
  let current: { readonly journal: Journal; readonly file: StoredFile; readonly blocks: RowBlock[] } | null = null;

  async function start(): Promise<NonNullable<typeof current>> {
    await mkdir(folder, { recursive: true });
    const journal = await createJournal(join(folder, `${owner}.${sequence++}.journal`));
    return { journal, file: storedFile(journal.path, journal.handle), blocks: [] };
  }

  async function seal(): Promise<void> {
    if (!current) return;
    const { journal, file, blocks } = current;
    const sealed = await sealJournal(journal.handle, journal.path, owner);
    current = null;
    if (sealed) repoint(blocks, sealed.moved, sealed.path);
    await retire(file);
    await rm(journal.path, { force: true });
  }

  return {
    async write(keys, embeddings) {
      for (const part of records(embeddings)) {
        current ??= await start();
        const partKeys = keys.subarray(part.start * KEY_BYTES, part.end * KEY_BYTES);
        const record = await current.journal.append(partKeys, part.embeddings);
        const { position, rowOffsets } = record;
        current.blocks.push(table.add(record.keys, { file: current.file, position, rowOffsets }));
        if (current.journal.bytes >= SEAL_BYTES) await seal();
      }
    },
    seal,
    async close() {
      if (current) await retire(current.file);
      current = null;
    },
  };
}

/** Points blocks from a journal to the segment that it became. */
function repoint(blocks: readonly RowBlock[], moved: ReadonlyMap<number, number>, path: string): void {
  const segment = storedFile(path);
  segment.intact = Promise.resolve(true);
  for (const block of blocks) {
    const position = moved.get(block.position);
    if (position === undefined) continue;
    block.file = segment;
    block.position = position;
  }
}

interface RecordPart {
  readonly start: number;
  readonly end: number;
  readonly embeddings: Embeddings;
}

/** Splits a block into records of bounded size (one row at least). */
function* records(embeddings: Embeddings): Generator<RecordPart> {
  const { rowCount, dimension, rowOffsets, values } = embeddings;
  const vectorAt = (row: number): number => rowOffsets?.[row] ?? row;
  for (let start = 0, end = 0; start < rowCount; start = end) {
    const first = vectorAt(start);
    for (end = start + 1; end < rowCount && (vectorAt(end + 1) - first) * dimension * 4 <= RECORD_BYTES; end++);
    const part = values.subarray(first * dimension, vectorAt(end) * dimension);
    const offsets = rowOffsets?.subarray(start, end + 1).map((vector) => vector - first);
    yield {
      start,
      end,
      embeddings: { values: part, rowCount: end - start, dimension, ...(offsets && { rowOffsets: offsets }) },
    };
  }
}
