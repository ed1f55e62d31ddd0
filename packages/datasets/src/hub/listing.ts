import { readFile, readlink } from "node:fs/promises";
import { basename, join } from "node:path";
import { listFiles } from "@huggingface/hub";
import writeFileAtomic from "write-file-atomic";
import { mkdir } from "node:fs/promises";
import { dirname } from "node:path";
import { repositoryCache } from "./cache-layout.ts";
import { filesBelow } from "./files-below.ts";
import { hubFetch } from "./hub-fetch.ts";
import type { HubSettings } from "./hub-options.ts";
import type { RepositoryId } from "./repository-id.ts";
import { retrying } from "./retrying.ts";

/** A file as the hub lists it. */
export interface ListedFile {
  /** Path with forward slashes. */
  readonly path: string;
  /** Bytes. */
  readonly size: number;
  /** SHA-256 where `isLfs`, else the git object's hash; null when the cache no longer tells. */
  readonly contentId: string | null;
  readonly isLfs: boolean;
}

/** The files of one commit. */
export interface Listing {
  readonly files: readonly ListedFile[];
  /** False when these are only the files that some client happened to download. */
  readonly isComplete: boolean;
}

/** Asks the hub for the files of a commit and remembers the answer, so that no later run has to ask. */
export async function fetchListing(settings: HubSettings, id: RepositoryId): Promise<Listing> {
  const files = await retrying(settings, () => listOnce(settings, id));
  const path = repositoryCache(settings.cacheFolder, id).listing(id.revision);
  await mkdir(dirname(path), { recursive: true });
  await writeFileAtomic(path, `${JSON.stringify({ version: 1, files })}\n`);
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

async function listOnce(settings: HubSettings, { kind, name, revision }: RepositoryId): Promise<ListedFile[]> {
  const files: ListedFile[] = [];
  const entries = listFiles({
    repo: { type: kind, name },
    revision,
    recursive: true,
    hubUrl: settings.endpoint,
    fetch: async (url, init) => (await hubFetch(settings, String(url), init)).response,
  });
  for await (const { type, path, size, oid, lfs } of entries) {
    if (type !== "file" || !isInside(path)) continue;
    files.push({ path, size: lfs?.size ?? size, contentId: lfs?.oid ?? oid ?? null, isLfs: lfs !== undefined });
  }
  return files.toSorted((a, b) => (a.path < b.path ? -1 : 1));
}

/** A hub must not be able to name a file outside the snapshot. */
function isInside(path: string): boolean {
  return !path.split(/[\\/]/).some((part) => part === ".." || part === "") && !/^[A-Za-z]:/.test(path);
}
