import { open, rename, rm } from "node:fs/promises";
import pMap from "p-map";
import { isMiebError } from "@mieb/core";
import { isMissing, unlessMissing } from "./durable-files.ts";
import { readJournal } from "./journal.ts";
import { isOwnerGone } from "./owner.ts";
import { listFolder, removeLeftovers, type FolderEntry } from "./partition-folder.ts";
import type { RowTable } from "./row-table.ts";
import { sealJournal } from "./seal-journal.ts";
import { readSegment, type SegmentContent } from "./segment.ts";
import { storedFile, type StoredFile } from "./stored-rows.ts";

/** What loading a partition works on. */
export interface LoadContext {
  readonly folder: string;
  readonly owner: string;
  readonly table: RowTable;
  /** Receives the journals of other processes, which stay open until the partition is closed. */
  readonly journals: StoredFile[];
  readonly warn: (message: string) => void;
}

/**
 * Enters every row of a partition's folder into the table and returns their dimension, null where there are none.
 * Journals of ended processes are sealed; those of running ones are read where they lie.
 * @param expected dimension after the manifest; a segment of another one is set aside
 */
export async function loadPartition(context: LoadContext, expected: number | null): Promise<number | null> {
  await removeLeftovers(await listFolder(context.folder));
  const known = new Set<string>();
  let dimension = expected;
  // A journal that is gone when it is opened was sealed since the folder was listed: list again to find its segment.
  for (let vanished = true; vanished;) {
    const entries = (await listFolder(context.folder)).filter(({ path }) => !known.has(path));
    vanished = false;
    for (const entry of entries.filter(({ kind }) => kind === "journal")) {
      known.add(entry.path);
      const read = await loadJournal(context, entry, dimension);
      if (read === "gone") vanished = true;
      else dimension ??= read;
    }
    const segments = entries.filter(({ kind }) => kind === "segment");
    for (const { path } of segments) known.add(path);
    dimension = await loadSegments(
      context,
      segments.map(({ path }) => path),
      dimension,
    );
  }
  return dimension;
}

async function loadJournal(
  context: LoadContext,
  entry: FolderEntry,
  expected: number | null,
): Promise<number | null | "gone"> {
  const { table, warn } = context;
  const handle = await unlessMissing(open(entry.path, "r"));
  if (!handle) return "gone";
  if (isOwnerGone(entry.name, entry.modified) && (await adopt(context, entry.path, handle))) {
    await handle.close();
    return "gone";
  }
  const { records, damagedRows } = await readJournal(handle);
  if (damagedRows > 0) warn(`${entry.path}: ${damagedRows} rows do not match their checksum; they are encoded again.`);
  const dimension = expected ?? records[0]?.dimension ?? null;
  const file = storedFile(entry.path, handle);
  for (const record of records.filter((record) => record.dimension === dimension)) {
    table.add(record.keys, { file, position: record.position, rowOffsets: record.rowOffsets });
  }
  context.journals.push(file);
  return dimension;
}

/** Seals the journal of an ended process; false where that fails (a full disk), so that it is read as it is. */
async function adopt(
  { owner, warn }: LoadContext,
  path: string,
  handle: Awaited<ReturnType<typeof open>>,
): Promise<boolean> {
  try {
    await sealJournal(handle, path, owner);
    await rm(path, { force: true });
    return true;
  } catch (error) {
    warn(
      `${path}: left by an ended process, cannot be sealed: ${error instanceof Error ? error.message : String(error)}`,
    );
    return false;
  }
}

async function loadSegments(
  context: LoadContext,
  paths: readonly string[],
  expected: number | null,
): Promise<number | null> {
  let dimension = expected;
  const contents = await pMap(paths, (path) => readOrSetAside(context, path), { concurrency: 8 });
  for (const [index, content] of contents.entries()) {
    const path = paths[index] as string;
    if (!content) continue;
    dimension ??= content.dimension || null;
    if (content.vectorCount > 0 && content.dimension !== dimension) {
      await setAside(
        path,
        `${path}: its vectors have dimension ${content.dimension} instead of ${dimension}`,
        context.warn,
      );
      continue;
    }
    context.table.add(content.keyBytes, {
      file: storedFile(path),
      position: content.values,
      rowOffsets: content.offsets,
    });
  }
  return dimension;
}

async function readOrSetAside({ warn }: LoadContext, path: string): Promise<SegmentContent | null> {
  try {
    return await readSegment(path);
  } catch (error) {
    if (isMissing(error)) return null;
    if (!isMiebError(error) || error.code !== "STORE_CORRUPT_SEGMENT") throw error;
    await setAside(path, error.message, warn);
    return null;
  }
}

/** Renames a damaged segment, so that nobody reads it again, and says so. */
export async function setAside(path: string, reason: string, warn: (message: string) => void): Promise<void> {
  await unlessMissing(rename(path, `${path}.damaged`));
  warn(`${reason.replace(/\.$/, "")}. It was set aside as ${path}.damaged; its rows are encoded again.`);
}
