import { open, readdir, rename, rm } from "node:fs/promises";
import { join } from "node:path";
import { isMiebError } from "@mieb/core";
import { isMissing, unlessMissing } from "./durable-files.ts";
import type { DamagedSegment, StoreInfo } from "./embedding-store.ts";
import { readJournal } from "./journal.ts";
import { setAside } from "./load-partition.ts";
import { isUsed, lastUsed, listFolder, readManifest, removeLeftovers, type FolderEntry } from "./partition-folder.ts";
import { checkSegment, readLayout } from "./segment.ts";

/** Folders below the store's own, partitions and half-removed ones alike. */
async function foldersOf(storeFolder: string): Promise<readonly string[]> {
  const entries = (await unlessMissing(readdir(storeFolder, { withFileTypes: true }))) ?? [];
  return entries.filter((entry) => entry.isDirectory()).map(({ name }) => join(storeFolder, name));
}

/** Sizes and row counts of every partition; rows that two processes wrote at once count twice. */
export async function describeStore(storeFolder: string): Promise<StoreInfo> {
  const partitions: StoreInfo["partitions"][number][] = [];
  for (const folder of await foldersOf(storeFolder)) {
    const manifest = await readManifest(folder);
    if (!manifest) continue;
    const { fingerprint, label: model, dimension } = manifest;
    const entries = await listFolder(folder);
    let rows = 0;
    for (const entry of entries) rows += await rowsIn(entry);
    partitions.push({ fingerprint, model, rows, dimension, bytes: bytesOf(entries), lastUsed: await lastUsed(folder) });
  }
  return { folder: storeFolder, bytes: partitions.reduce((sum, { bytes }) => sum + bytes, 0), partitions };
}

/** Compares the checksums of all segments and journals; damaged segments are set aside. */
export async function verifyStore(
  storeFolder: string,
  warn: (message: string) => void,
): Promise<readonly DamagedSegment[]> {
  const damaged: DamagedSegment[] = [];
  for (const folder of await foldersOf(storeFolder)) {
    for (const entry of await listFolder(folder)) {
      const found = entry.kind === "segment" ? await verifySegment(entry, warn) : await verifyJournal(entry);
      if (found) damaged.push(found);
    }
  }
  return damaged;
}

async function verifySegment(entry: FolderEntry, warn: (message: string) => void): Promise<DamagedSegment | null> {
  try {
    await checkSegment(entry.path);
    return null;
  } catch (error) {
    if (isMissing(error)) return null;
    if (!isMiebError(error)) throw error;
    const rows = await rowsIn(entry);
    await setAside(entry.path, error.message, warn);
    return { file: entry.path, reason: error.message, rows };
  }
}

async function verifyJournal({ path, kind }: FolderEntry): Promise<DamagedSegment | null> {
  if (kind !== "journal") return null;
  const { damagedRows } = await contentOf(path);
  return damagedRows > 0 ? { file: path, reason: "records do not match their checksums", rows: damagedRows } : null;
}

/** Removes partitions as `EmbeddingStore.prune` says; returns the freed bytes. */
export async function pruneStore(storeFolder: string, owner: string, olderThan: Date | undefined): Promise<number> {
  let freed = 0;
  for (const folder of await foldersOf(storeFolder)) {
    const entries = await listFolder(folder);
    const keep = isUsed(entries) || (olderThan !== undefined && (await lastUsed(folder)) >= olderThan);
    if (!keep && (await removeUnlessUsed(folder, owner))) {
      freed += bytesOf(entries);
      continue;
    }
    const damaged = entries.filter(({ kind }) => kind === "damaged");
    await Promise.all(damaged.map(({ path }) => rm(path, { force: true })));
    freed += bytesOf(damaged) + (await removeLeftovers(entries));
  }
  return freed;
}

/**
 * Moves a partition out of the way and removes it. A process may have opened it since it was found unused: its marker
 * is then in the moved folder, which goes back.
 */
async function removeUnlessUsed(folder: string, owner: string): Promise<boolean> {
  const aside = `${folder}.${owner}.pruned`;
  await rename(folder, aside);
  if (isUsed(await listFolder(aside))) {
    await rename(aside, folder);
    return false;
  }
  await rm(aside, { recursive: true, force: true });
  return true;
}

async function rowsIn({ kind, path }: FolderEntry): Promise<number> {
  if (kind === "journal") return (await contentOf(path)).rows;
  if (kind !== "segment") return 0;
  try {
    return (await readLayout(path)).rowCount;
  } catch (error) {
    if (isMissing(error) || isMiebError(error)) return 0;
    throw error;
  }
}

async function contentOf(path: string): Promise<{ readonly rows: number; readonly damagedRows: number }> {
  const handle = await unlessMissing(open(path, "r"));
  if (!handle) return { rows: 0, damagedRows: 0 };
  try {
    const { records, damagedRows } = await readJournal(handle);
    return { rows: records.reduce((sum, { rowCount }) => sum + rowCount, 0), damagedRows };
  } finally {
    await handle.close();
  }
}

function bytesOf(entries: readonly FolderEntry[]): number {
  return entries.reduce((sum, { bytes }) => sum + bytes, 0);
}
