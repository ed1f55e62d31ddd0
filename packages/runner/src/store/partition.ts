import { isMiebError, MiebError } from "@mieb/core";
import { isMissing } from "./durable-files.ts";
import type { EmbeddingPartition, KeyList } from "./embedding-store.ts";
import { loadPartition, setAside } from "./load-partition.ts";
import { partitionAppender } from "./partition-appender.ts";
import { listFolder, markUnused, markUsed, readManifest } from "./partition-folder.ts";
import { rowTable, type RowTable } from "./row-table.ts";
import { checkSegment } from "./segment.ts";
import { storedSource } from "./stored-source.ts";
import { retire, type StoredFile } from "./stored-rows.ts";

/** What a partition is opened with. */
export interface PartitionContext {
  readonly folder: string;
  readonly fingerprint: string;
  readonly label: string;
  /** Name of the opened store, the prefix of the files it writes. */
  readonly owner: string;
  readonly maxMemory: number;
  readonly warn: (message: string) => void;
}

/** A partition as its store holds it. */
export interface OpenPartition extends EmbeddingPartition {
  /** Drops the rows of these segments, which were set aside. */
  forget(paths: ReadonlySet<string>): void;
  /** Waits for appends, seals the journal and lets go of the folder. */
  close(): Promise<void>;
}

/** Opens a partition; its folder is created at the first append. */
export async function openPartition(context: PartitionContext): Promise<OpenPartition> {
  const { folder, label, owner, maxMemory, warn } = context;
  const table = rowTable();
  const journals: StoredFile[] = [];
  if ((await listFolder(folder)).length > 0) await markUsed(folder, owner);
  const manifest = await readManifest(folder);
  const found = await loadPartition({ folder, owner, table, journals, warn }, manifest?.dimension ?? null);
  const appender = partitionAppender(context, table, { dimension: found, exists: manifest !== null });
  const isIntact = (file: StoredFile): Promise<boolean> => (file.intact ??= compare(file, table, warn));

  return {
    get rowCount() {
      return table.rowCount;
    },
    get dimension() {
      return table.rowCount > 0 ? appender.dimension : null;
    },
    has: (key) => table.find(key) >= 0,
    async missing(keys) {
      const rows = keys.map((key) => table.find(key)).filter((row) => row >= 0);
      for (const file of new Set(rows.map(table.fileOf))) await isIntact(file);
      return keys.filter((key) => table.find(key) < 0);
    },
    append: appender.append,
    source(keys) {
      const dimension = appender.dimension ?? 0;
      return storedSource(rowsOf(keys, table, label), { table, dimension, maxMemory, isIntact });
    },
    forget(paths) {
      for (const file of table.files()) if (paths.has(file.path)) table.drop(file);
    },
    async close() {
      await appender.close();
      await Promise.all(journals.map(retire));
      await markUnused(folder, owner);
    },
  };
}

function rowsOf(keys: KeyList, table: RowTable, label: string): Uint32Array {
  return new Uint32Array(keys.length).map((_, index) => {
    const key = keys.at(index) ?? "";
    const row = table.find(key);
    if (row >= 0) return row;
    throw new MiebError("INTERNAL", `The embedding store has no vector of ${label} for key ${key}.`, {
      hint: "Ask missing() first, and append what it names.",
    });
  });
}

/** Compares a file's checksum; a damaged one is set aside and its rows are dropped. */
async function compare(file: StoredFile, table: RowTable, warn: (message: string) => void): Promise<boolean> {
  if (file.handle) return true;
  try {
    await checkSegment(file.path);
    return true;
  } catch (error) {
    if (isMissing(error)) warn(`${file.path} is gone; its rows are encoded again.`);
    else if (isMiebError(error) && error.code === "STORE_CORRUPT_SEGMENT")
      await setAside(file.path, error.message, warn);
    else throw error;
    table.drop(file);
    return false;
  }
}
