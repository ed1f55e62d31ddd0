import { LRUCache } from "lru-cache";

const DEFAULT_BYTES = 64 * 2 ** 20;

/** Decoded cells of the blocks that were read last, of all tables of a hub together. */
export interface BlockCache {
  /** Distinguishes the blocks of one more table from those of the others. */
  newTable(): number;
  get(key: string): Promise<unknown[]> | undefined;
  /** Keeps a block while there is room; one larger than the cache takes all of it. A failed one is not kept. */
  set(key: string, cells: Promise<unknown[]>, bytes: number): void;
  /** From now on keeps blocks of this size altogether. Those held so far are dropped. */
  limit(bytes: number): void;
}

/** An empty cache of 64 MiB. */
export function blockCache(): BlockCache {
  let kept = lru(DEFAULT_BYTES);
  let tables = 0;
  return {
    newTable: () => tables++,
    get: (key) => kept.get(key),
    set(key, cells, bytes) {
      const cache = kept;
      cache.set(key, cells, { size: Math.min(cache.maxSize, Math.max(1, Math.ceil(bytes))) });
      cells.catch(() => cache.delete(key));
    },
    limit(bytes) {
      kept = lru(Math.max(1, Math.floor(bytes)));
    },
  };
}

function lru(maxSize: number): LRUCache<string, Promise<unknown[]>> {
  return new LRUCache({ maxSize });
}
