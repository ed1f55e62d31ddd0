import { isAbsolute, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { isMiebError, MiebError } from "@mieb/core";
import { cachedCommit, repositoryCache, writeNote } from "./cache-layout.ts";
import { offlineMiss } from "./hub-failure.ts";
import { hubFiles } from "./hub-files.ts";
import type { HubSettings } from "./hub-options.ts";
import { askForCommit } from "./hub-questions.ts";
import { fetchListing, rememberedListing, snapshotListing, type Listing } from "./listing.ts";
import { localFiles } from "./local-files.ts";
import { isCommit, type RepositoryId } from "./repository-id.ts";
import type { RepositoryFiles } from "./repository-files.ts";

/** Opens a repository by what the user calls it: `owner/name`, a `file:` URL, or an absolute or `./` folder. */
export async function openFiles(settings: HubSettings, id: RepositoryId): Promise<RepositoryFiles> {
  const folder = folderOf(id.name);
  if (folder !== undefined) return localFiles(id.kind, id.name, folder);
  checkName(id);
  const commit = await resolveCommit(settings, id);
  const pinned = { ...id, revision: commit };
  return hubFiles(settings, pinned, await listingOf(settings, pinned));
}

function folderOf(name: string): string | undefined {
  if (name.startsWith("file:")) return fileURLToPath(name);
  return isAbsolute(name) || /^\.{1,2}([\\/]|$)/.test(name) ? resolve(name) : undefined;
}

function checkName({ kind, name }: RepositoryId): void {
  if (/^[\w.-]+(\/[\w.-]+)?$/.test(name) && !name.includes("..")) return;
  const code = kind === "dataset" ? "DATASET_REPOSITORY_NOT_FOUND" : "MODEL_NOT_FOUND";
  throw new MiebError(code, `"${name}" is no name of a ${kind} repository.`, {
    hint: "Write owner/name, a file: URL, an absolute path, or a relative one that starts with ./.",
  });
}

/** A full commit hash needs no question; a branch is asked for each time, and taken from the cache when nobody answers. */
async function resolveCommit(settings: HubSettings, id: RepositoryId): Promise<string> {
  if (isCommit(id.revision)) return id.revision;
  const cache = repositoryCache(settings.cacheFolder, id);
  const cached = await cachedCommit(cache, id.revision);
  if (cached !== undefined && settings.offline) return cached;
  if (settings.offline) throw offlineMiss(settings, { id });
  return answerOrCache(cached, async () => {
    const commit = await askForCommit(settings, id);
    await writeNote(cache.ref(id.revision), commit);
    return commit;
  });
}

async function listingOf(settings: HubSettings, id: RepositoryId): Promise<Listing> {
  const remembered = await rememberedListing(settings, id);
  if (remembered) return remembered;
  const snapshot = await snapshotListing(settings, id);
  if (settings.offline) {
    if (snapshot) return snapshot;
    throw offlineMiss(settings, { id });
  }
  return answerOrCache(snapshot, () => fetchListing(settings, id));
}

/** The hub's answer, or, when there is no network, what the cache has. */
async function answerOrCache<T>(cached: T | undefined, ask: () => Promise<T>): Promise<T> {
  try {
    return await ask();
  } catch (error) {
    if (cached !== undefined && isMiebError(error) && error.code === "ENVIRONMENT_NETWORK") return cached;
    throw error;
  }
}
