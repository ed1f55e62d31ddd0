import { blockCache, type BlockCache } from "@mieb/datasets";
import type { RecordBatch } from "apache-arrow";
import { LRUCache } from "lru-cache";

/**
 * Bytes kept of each kind of what was read, of all files of a model together; what is in use is kept even if it is
 * larger. Lookups follow the order of the files as a rule, so more would rarely be used, and less fits a small ceiling.
 */
const CACHE_BYTES = 16 * 2 ** 20;

/** What the files of one model keep in memory of what they have read. */
export interface FileCaches {
  /** Decoded pages and row groups of Parquet files. */
  readonly blocks: BlockCache;
  /** Record batches of Arrow files, by path and number. */
  readonly batches: LRUCache<string, RecordBatch>;
}

/** Empty caches. */
export function fileCaches(): FileCaches {
  const blocks = blockCache();
  blocks.limit(CACHE_BYTES);
  return { blocks, batches: new LRUCache({ maxSize: CACHE_BYTES }) };
}
