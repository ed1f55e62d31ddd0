import { hubFailure } from "./hub-failure.ts";
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

/**
 * Commit that a branch or tag stands for now.
 * @throws MiebError `DATASET_…` or `MODEL_…` when there is no such repository, `ENVIRONMENT_…` when the hub cannot be asked
 */
export async function askForCommit(settings: HubSettings, id: RepositoryId): Promise<string> {
  // The library takes a tenth of a second to load, and a warm run has nothing to ask.
  const { datasetInfo, modelInfo } = await import("@huggingface/hub");
  const question = { name: id.name, revision: id.revision, additionalFields: ["sha" as const], ...transport(settings) };
  const { sha } = await answer(settings, id, () =>
    id.kind === "dataset" ? datasetInfo(question) : modelInfo(question),
  );
  return sha;
}

/**
 * Files of a commit, sorted by path.
 * @throws MiebError as {@link askForCommit}
 */
export async function askForFiles(settings: HubSettings, id: RepositoryId): Promise<readonly ListedFile[]> {
  const { listFiles } = await import("@huggingface/hub");
  const { kind, name, revision } = id;
  return answer(settings, id, async () => {
    const files: ListedFile[] = [];
    for await (const { type, path, size, oid, lfs } of listFiles({
      repo: { type: kind, name },
      revision,
      recursive: true,
      ...transport(settings),
    })) {
      if (type !== "file" || !isInside(path)) continue;
      files.push({ path, size: lfs?.size ?? size, contentId: lfs?.oid ?? oid ?? null, isLfs: lfs !== undefined });
    }
    return files.toSorted((a, b) => (a.path < b.path ? -1 : 1));
  });
}

/** Our own requests under the library's questions: they keep the token from other hosts and give failures a status. */
function transport(settings: HubSettings): { hubUrl: string; fetch: typeof fetch } {
  return {
    hubUrl: settings.endpoint,
    fetch: async (url, init) => (await hubFetch(settings, String(url), init)).response,
  };
}

async function answer<T>(settings: HubSettings, id: RepositoryId, question: () => Promise<T>): Promise<T> {
  return retrying(settings, question).catch((error: unknown) => {
    throw hubFailure(settings, { id }, error);
  });
}

/** A hub must not be able to name a file outside the snapshot. */
function isInside(path: string): boolean {
  return !path.split(/[\\/]/).some((part) => part === ".." || part === "") && !/^[A-Za-z]:/.test(path);
}
