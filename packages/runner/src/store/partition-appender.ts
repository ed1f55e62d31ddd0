import { checkEmbeddings, MiebError, selectRows, toMiebError, type Embeddings } from "@mieb/core";
import { writingFailure } from "../full-disk.ts";
import { journalWriter } from "./journal-writer.ts";
import { keyBytes } from "./key-index.ts";
import type { PartitionContext } from "./partition.ts";
import { createPartition, markUsed } from "./partition-folder.ts";
import type { RowTable } from "./row-table.ts";

/** Takes appends one after the other, in the order they were asked for. */
export interface PartitionAppender {
  /** null until the first rows. */
  readonly dimension: number | null;
  append(keys: readonly string[], embeddings: Embeddings): Promise<void>;
  /** Waits for appends and seals them into a segment; where that fails the journal stays, for the next process. */
  close(): Promise<void>;
}

/** Appends to a partition as it was found. */
export function partitionAppender(
  { folder, fingerprint, label, owner, warn }: PartitionContext,
  table: RowTable,
  found: { readonly dimension: number | null; readonly exists: boolean },
): PartitionAppender {
  const writer = journalWriter(folder, owner, table);
  let { dimension, exists } = found;
  let queue: Promise<void> = Promise.resolve();

  async function prepare(size: number): Promise<void> {
    if (dimension !== null && size !== dimension) throw otherDimension(label, dimension, size);
    if (!exists) {
      const created = new Date().toISOString();
      await createPartition(folder, { version: 1, label, fingerprint, dimension: size, created }, owner);
      await markUsed(folder, owner);
    }
    [dimension, exists] = [size, true];
  }

  async function append(keys: readonly string[], embeddings: Embeddings): Promise<void> {
    if (keys.length === 0) return;
    await prepare(embeddings.dimension);
    const fresh = newRows(keys, table);
    if (fresh.length === 0) return;
    const all = fresh.length === keys.length;
    const freshKeys = all ? keys : fresh.map((row) => keys[row] as string);
    await writer.write(keyBytes(freshKeys), all ? embeddings : selectRows(embeddings, fresh));
  }

  return {
    get dimension() {
      return dimension;
    },
    async append(keys, embeddings) {
      checkEmbeddings(embeddings, keys.length, `The encoder of ${label}`);
      const work = queue.then(() => append(keys, embeddings));
      queue = work.catch(() => undefined);
      await work.catch((error: unknown) => {
        throw writingFailure(error, { name: "embedding store", path: folder, flag: "--cache-folder" });
      });
    },
    async close() {
      await queue;
      await writer.seal().catch((error: unknown) => warn(`${folder}: ${toMiebError(error).message}`));
      await writer.close();
    },
  };
}

/** Indices of keys that are not stored, the first of each. */
function newRows(keys: readonly string[], table: RowTable): number[] {
  const seen = new Set<string>();
  const rows: number[] = [];
  for (const [row, key] of keys.entries()) {
    if (table.find(key) >= 0 || seen.has(key)) continue;
    seen.add(key);
    rows.push(row);
  }
  return rows;
}

function otherDimension(label: string, expected: number, came: number): MiebError {
  return new MiebError(
    "MODEL_INVALID_OUTPUT",
    `The embedding store holds vectors of dimension ${expected} for ${label}; the encoder returned dimension ${came}.`,
    { hint: "An encoder's fingerprint must change with its dimension." },
  );
}
