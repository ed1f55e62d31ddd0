import { readFile, readlink } from "node:fs/promises";
import { basename, join } from "node:path";
import { repositoryCache, writeNote } from "./cache-layout.ts";
import { filesBelow } from "./files-below.ts";
import { askForFiles, type ListedFile } from "./hub-questions.ts";
import type { HubSettings } from "./hub-options.ts";
import type { RepositoryId } from "./repository-id.ts";

/** The files of one commit. */
export interface Listing {
  readonly files: readonly ListedFile[];
  /** False when these are only the files that some client happened to download. */
  readonly isComplete: boolean;
}

/**
 * Asks the hub for the files of a commit and remembers the answer, so that no later run has to ask.
 * @throws MiebError as {@link askForFiles}
 */
export async function fetchListing(settings: HubSettings, id: RepositoryId): Promise<Listing> {
  const files = await askForFiles(settings, id);
  await writeNote(
    repositoryCache(settings.cacheFolder, id).listing(id.revision),
    `${JSON.stringify({ version: 1, files })}\n`,
  );
  return { files, isComplete: true };
}

/** The remembered listing of a commit; undefined when there is none that can be read. */
export async function rememberedListing(settings: HubSettings, id: RepositoryId): Promise<Listing | undefined> {
  const path = repositoryCache(settings.cacheFolder, id).listing(id.revision);
  try {
    const stored = JSON.parse(await readFile(path, "utf8")) as { version?: unknown; files?: unknown };
    if (stored.version !== 1 || !Array.isArray(stored.files)) return undefined;
    return { files: stored.files as ListedFile[], isComplete: true };
  } catch {
    return undefined;
  }
}

/** What a cache filled by Python holds of a commit; undefined when it holds nothing. */
export async function snapshotListing(settings: HubSettings, id: RepositoryId): Promise<Listing | undefined> {
  const folder = repositoryCache(settings.cacheFolder, id).snapshot(id.revision);
  const found = await filesBelow(folder);
  if (found.length === 0) return undefined;
  const files = await Promise.all(
    found.map(async ({ path, size }) => {
      const target = await readlink(join(folder, path)).catch(() => undefined);
      return { path, size, contentId: target === undefined ? null : basename(target), isLfs: false };
    }),
  );
  return { files, isComplete: false };
}
