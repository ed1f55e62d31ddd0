import { join, resolve } from "node:path";
import type { EmbeddingStore } from "./embedding-store.ts";
import { describeStore, pruneStore, verifyStore } from "./maintenance.ts";
import { newOwner } from "./owner.ts";
import { openPartition, type OpenPartition } from "./partition.ts";
import { partitionName } from "./partition-folder.ts";

export interface EmbeddingStoreOptions {
  /** Most bytes of vectors in one chunk of a source. Default 64 MiB. */
  readonly maxMemory?: number;
  /** Told in one sentence of everything that was damaged or could not be tidied up. */
  readonly onWarning?: (message: string) => void;
}

/**
 * Opens the embedding store of a cache folder; it lies below `<cacheFolder>/embeddings/` and is created when something
 * is appended. Dispose of it to turn the last appended batches into a segment; a killed process loses none of them
 * either, the next one finds them in its journal.
 */
export async function openEmbeddingStore(
  cacheFolder: string,
  { maxMemory = 64 * 2 ** 20, onWarning: warn = () => undefined }: EmbeddingStoreOptions = {},
): Promise<EmbeddingStore> {
  const folder = resolve(cacheFolder, "embeddings");
  const owner = newOwner();
  const partitions = new Map<string, Promise<OpenPartition>>();
  return {
    async partition(fingerprint, label) {
      const name = partitionName(fingerprint);
      const context = { folder: join(folder, name), fingerprint, label, owner, maxMemory, warn };
      const opening = partitions.get(name) ?? openPartition(context);
      partitions.set(name, opening);
      opening.catch(() => partitions.delete(name));
      return opening;
    },
    info: () => describeStore(folder),
    async verify() {
      const damaged = await verifyStore(folder, warn);
      const paths = new Set(damaged.map(({ file }) => file));
      for (const partition of partitions.values()) (await partition).forget(paths);
      return damaged;
    },
    prune: ({ olderThan } = {}) => pruneStore(folder, owner, olderThan),
    async [Symbol.asyncDispose]() {
      const open = [...partitions.values()];
      partitions.clear();
      for (const partition of open) await (await partition).close();
    },
  };
}
