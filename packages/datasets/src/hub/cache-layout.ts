import { randomUUID } from "node:crypto";
import { existsSync, mkdirSync } from "node:fs";
import { copyFile, readFile, rename, rm, symlink, writeFile } from "node:fs/promises";
import { dirname, join, relative } from "node:path";
import type { RepositoryId } from "./repository-id.ts";

/** Where a repository's files lie, in the layout of Python's `huggingface_hub`, so that both share one cache. */
export interface RepositoryCache {
  readonly folder: string;
  blob(contentId: string): string;
  snapshot(commit: string): string;
  /** Python's clients keep their locks beside; ours have names of their own, because theirs are of another kind. */
  lock(contentId: string): string;
  ref(revision: string): string;
  /** Which files a commit has: ours alone, ignored by Python. */
  listing(commit: string): string;
}

/** Paths of one repository's cache; creates nothing. */
export function repositoryCache(cacheFolder: string, { kind, name }: RepositoryId): RepositoryCache {
  const folderName = `${kind}s--${name.split("/").join("--")}`;
  const folder = join(cacheFolder, folderName);
  return {
    folder,
    blob: (contentId) => join(folder, "blobs", contentId),
    snapshot: (commit) => join(folder, "snapshots", commit),
    lock: (contentId) => join(cacheFolder, ".locks", folderName, `${contentId}.mieb`),
    ref: (revision) => join(folder, "refs", ...revision.split("/")),
    listing: (commit) => join(folder, ".mieb", "listings", `${commit}.json`),
  };
}

/** Commit that a branch or tag stood for when it was last asked for; undefined when the cache has never seen it. */
export async function cachedCommit(cache: RepositoryCache, revision: string): Promise<string | undefined> {
  const commit = await readFile(cache.ref(revision), "utf8").catch(() => undefined);
  return commit?.trim();
}

/** Makes `snapshots/<commit>/<file>` point at its blob: a relative link, or a copy where links are not allowed. */
export async function linkIntoSnapshot(blob: string, pointer: string): Promise<void> {
  mkdirSync(dirname(pointer), { recursive: true });
  const aside = `${pointer}.${randomUUID()}`;
  try {
    await symlink(relative(dirname(pointer), blob), aside);
  } catch {
    await copyFile(blob, aside);
  }
  // Renaming over an existing pointer is atomic: another process sees the old or the new one, never none.
  await rename(aside, pointer).finally(() => rm(aside, { force: true }));
}

/** Writes a file beside its place and renames it: it is seen whole or not at all, though a power cut may take it. */
export async function writeWhole(path: string, content: Uint8Array | string): Promise<void> {
  const aside = `${path}.${randomUUID()}`;
  try {
    await writeFile(aside, content);
    await rename(aside, path);
  } catch (error) {
    await rm(aside, { force: true });
    throw error;
  }
}

/** Writes a note into the cache at once or not at all. A cache that may only be read is of use too: there it does nothing. */
export async function writeNote(path: string, text: string): Promise<void> {
  try {
    mkdirSync(dirname(path), { recursive: true });
    await writeWhole(path, text);
  } catch (error) {
    if (!["EACCES", "EPERM", "EROFS"].includes((error as NodeJS.ErrnoException).code ?? "")) throw error;
  }
}

/**
 * Whether the path leads to something; a dangling link does not. Asked directly: for each of thousands of files, the way to
 * the thread pool and back takes ten times as long as the answer.
 */
export function exists(path: string): boolean {
  return existsSync(path);
}
