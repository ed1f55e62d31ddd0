import type { Embeddings, EmbeddingSource } from "@mieb/core";

/** Keys in order; an array of texts is one. */
export interface KeyList {
  readonly length: number;
  /** The key at an index from 0; undefined beyond the end. */
  at(index: number): string | undefined;
}

/**
 * Embeddings of one encoder (one fingerprint), addressed by content.
 *
 * A key is the hexadecimal SHA-256 of everything about an input that changes its vector: content hash, modality,
 * instruction, image conversion.
 */
export interface EmbeddingPartition {
  readonly rowCount: number;
  /** null while the partition is empty. */
  readonly dimension: number | null;
  has(key: string): boolean;
  /**
   * Those of these keys, in this order, that have to be encoded. Compares the checksums of the segments that hold the
   * others, once per process; the rows of a damaged one are missing. Ask this before `source`.
   */
  missing(keys: readonly string[]): Promise<readonly string[]>;
  /**
   * Durable when the promise resolves. Keys that are already there are skipped. May be called concurrently.
   * @throws MiebError `ENVIRONMENT_DISK_FULL` (what was stored before stays), `MODEL_INVALID_OUTPUT` for another dimension
   */
  append(keys: readonly string[], embeddings: Embeddings): Promise<void>;
  /**
   * The vectors of these keys in this order, read when asked for; keys may repeat.
   * @throws MiebError `INTERNAL` for a key that is not stored
   */
  source(keys: KeyList): EmbeddingSource;
}

/** What `verify` found wrong with a segment. */
export interface DamagedSegment {
  readonly file: string;
  readonly reason: string;
  /** Rows that have to be encoded again; 0 where the damage hides their number. */
  readonly rows: number;
}

export interface StoreInfo {
  readonly folder: string;
  readonly bytes: number;
  readonly partitions: readonly {
    readonly fingerprint: string;
    readonly model: string;
    readonly rows: number;
    readonly dimension: number;
    readonly bytes: number;
    readonly lastUsed: Date;
  }[];
}

/** The embedding store of a cache folder. Several processes may use it at once. */
export interface EmbeddingStore {
  /** Opens, and creates at the first append, the partition of an encoder. `label` is the model's name, for `info`. */
  partition(fingerprint: string, label: string): Promise<EmbeddingPartition>;
  info(): Promise<StoreInfo>;
  /** Reads every segment and compares checksums; damaged ones are set aside (`*.damaged`). */
  verify(): Promise<readonly DamagedSegment[]>;
  /** Removes partitions not used since `olderThan` (default: all) and by no running process, damaged and temporary files; returns freed bytes. */
  prune(options?: { readonly olderThan?: Date }): Promise<number>;
  [Symbol.asyncDispose](): Promise<void>;
}
