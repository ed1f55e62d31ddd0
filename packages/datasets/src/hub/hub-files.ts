import { realpath } from "node:fs/promises";
import { join } from "node:path";
import { MiebError } from "@mieb/core";
import { exists, linkIntoSnapshot, repositoryCache, type RepositoryCache } from "./cache-layout.ts";
import { downloadBlob } from "./download-blob.ts";
import { hubFailure, offlineMiss } from "./hub-failure.ts";
import type { HubSettings } from "./hub-options.ts";
import type { ListedFile } from "./hub-questions.ts";
import type { Listing } from "./listing.ts";
import { describeRepository, fileUrl, type RepositoryId } from "./repository-id.ts";
import type { RepositoryFiles } from "./repository-files.ts";
import { sha256OfFile } from "./verify-content.ts";

/** The files of a hub repository at a commit, fetched into the cache when they are asked for. */
export function hubFiles(settings: HubSettings, id: RepositoryId, listing: Listing): RepositoryFiles {
  const cache = repositoryCache(settings.cacheFolder, id);
  const listed = new Map(listing.files.map((file) => [file.path, file]));
  const fileOf = (path: string): ListedFile => listed.get(path) ?? missingFile(settings, { id, path, listing });

  const fetching = new Map<string, Promise<string>>();
  const localPath = async (path: string): Promise<string> => {
    const file = fileOf(path);
    const fetched =
      fetching.get(path) ?? ensureFile(settings, { id, cache, file }).finally(() => fetching.delete(path));
    fetching.set(path, fetched);
    return fetched;
  };
  return {
    kind: id.kind,
    name: id.name,
    revision: id.revision,
    files: listing.files,
    isComplete: listing.isComplete,
    localPath,
    contentId: async (path) => fileOf(path).contentId ?? sha256OfFile(await localPath(path)),
    remedy: async (path) => {
      const pointer = join(cache.snapshot(id.revision), path);
      return `Delete ${await realpath(pointer).catch(() => pointer)} and run again: the file is then downloaded anew.`;
    },
  };
}

interface WantedFile {
  readonly id: RepositoryId;
  readonly cache: RepositoryCache;
  readonly file: ListedFile;
}

async function ensureFile(settings: HubSettings, { id, cache, file }: WantedFile): Promise<string> {
  const pointer = join(cache.snapshot(id.revision), file.path);
  if (exists(pointer)) return pointer;
  const contentId = blobName(file);
  const blob = cache.blob(contentId);
  if (!exists(blob)) {
    if (settings.offline) throw offlineMiss(settings, { id, file: file.path });
    const request = {
      url: fileUrl(settings.endpoint, id, file.path),
      label: `${id.name}/${file.path}`,
      size: file.size,
      isLfs: file.isLfs,
      contentId,
      blob,
      lock: cache.lock(contentId),
    };
    await downloadBlob(settings, request).catch((error: unknown) => {
      throw hubFailure(settings, { id, file: file.path }, error);
    });
  }
  await linkIntoSnapshot(blob, pointer);
  return pointer;
}

/** Blobs are named by content id, which must not lead out of their folder whatever the hub says. */
function blobName({ path, contentId }: ListedFile): string {
  if (contentId !== null && /^[\w-]+$/.test(contentId)) return contentId;
  throw new MiebError("ENVIRONMENT_NETWORK", `The hub lists ${path} without a usable object id (${contentId}).`, {
    hint: "Check HF_ENDPOINT: the server does not answer as the hub does.",
  });
}

function missingFile(settings: HubSettings, wanted: { id: RepositoryId; path: string; listing: Listing }): never {
  const { id, path, listing } = wanted;
  if (!listing.isComplete) throw offlineMiss(settings, { id, file: path });
  const code = id.kind === "dataset" ? "DATASET_REPOSITORY_NOT_FOUND" : "MODEL_FILES_MISSING";
  throw new MiebError(code, `${describeRepository(id)} has no file ${path}.`, {
    hint: `It has ${listing.files
      .slice(0, 8)
      .map((file) => file.path)
      .join(", ")}${listing.files.length > 8 ? ", …" : ""}.`,
  });
}
