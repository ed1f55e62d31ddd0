import { createHash } from "node:crypto";
import { mkdir, open, readdir, readFile, rm, stat, utimes, type FileHandle } from "node:fs/promises";
import { join } from "node:path";
import { syncFolder, unlessMissing, writeAside, writeFully } from "./durable-files.ts";
import { isOwnerGone } from "./owner.ts";

/** What a partition's folder says about itself, in `partition.json`. */
export interface Manifest {
  readonly version: 1;
  readonly label: string;
  readonly fingerprint: string;
  readonly dimension: number;
  /** ISO 8601. */
  readonly created: string;
}

/** One file of a partition. */
export interface FolderEntry {
  readonly name: string;
  readonly path: string;
  readonly bytes: number;
  readonly modified: Date;
  readonly kind: "segment" | "journal" | "marker" | "temporary" | "damaged" | "other";
}

const kinds: Readonly<Record<string, FolderEntry["kind"]>> = {
  arrow: "segment",
  journal: "journal",
  open: "marker",
  tmp: "temporary",
  damaged: "damaged",
};

const manifestName = "partition.json";

/** Name of a fingerprint's folder; a fingerprint may be any text. */
export function partitionName(fingerprint: string): string {
  return createHash("sha256").update(fingerprint).digest("hex").slice(0, 32);
}

/** The files of a partition by name; none when the folder does not exist. */
export async function listFolder(folder: string): Promise<readonly FolderEntry[]> {
  const names = ((await unlessMissing(readdir(folder))) ?? []).toSorted();
  const entries = names.map(async (name): Promise<FolderEntry | null> => {
    const path = join(folder, name);
    const status = await unlessMissing(stat(path));
    const kind = kinds[name.slice(name.lastIndexOf(".") + 1)] ?? "other";
    return status && { name, path, bytes: status.size, modified: status.mtime, kind };
  });
  return (await Promise.all(entries)).filter((entry) => entry !== null);
}

/** The manifest, or null where the partition does not exist yet or its manifest cannot be read. */
export async function readManifest(folder: string): Promise<Manifest | null> {
  const text = await unlessMissing(readFile(join(folder, manifestName), "utf8"));
  try {
    const manifest = text === null ? null : (JSON.parse(text) as Manifest);
    return manifest?.version === 1 && Number.isInteger(manifest.dimension) ? manifest : null;
  } catch {
    return null;
  }
}

/** Creates the folder and its manifest. */
export async function createPartition(folder: string, manifest: Manifest, owner: string): Promise<void> {
  await mkdir(folder, { recursive: true });
  await writeAside(join(folder, `${owner}.manifest.tmp`), async (handle) => {
    await writeFully(handle, Buffer.from(`${JSON.stringify(manifest, null, 2)}\n`), 0);
    return manifestName;
  });
  await syncFolder(join(folder, ".."));
}

/** When a process last opened the partition. */
export async function lastUsed(folder: string): Promise<Date> {
  return (await unlessMissing(stat(join(folder, manifestName))))?.mtime ?? new Date(0);
}

/** Notes that the partition is used now, and by whom until `markUnused`: `prune` leaves it alone as long as they run. */
export async function markUsed(folder: string, owner: string): Promise<void> {
  const marker: FileHandle = await open(join(folder, `${owner}.open`), "w");
  await marker.close();
  const now = new Date();
  await unlessMissing(utimes(join(folder, manifestName), now, now));
}

/** Takes the note back. */
export async function markUnused(folder: string, owner: string): Promise<void> {
  await rm(join(folder, `${owner}.open`), { force: true });
}

/** Whether a process that still runs has the partition open. */
export function isUsed(entries: readonly FolderEntry[]): boolean {
  return entries.some(({ kind, name, modified }) => kind === "marker" && !isOwnerGone(name, modified));
}

/** Removes what ended processes left: temporaries and markers; returns the freed bytes. */
export async function removeLeftovers(entries: readonly FolderEntry[]): Promise<number> {
  const stale = entries.filter(
    ({ kind, name, modified }) => (kind === "temporary" || kind === "marker") && isOwnerGone(name, modified),
  );
  await Promise.all(stale.map(({ path }) => rm(path, { force: true })));
  return stale.reduce((sum, { bytes }) => sum + bytes, 0);
}
