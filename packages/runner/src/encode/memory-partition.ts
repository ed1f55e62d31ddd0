import { concatEmbeddings, selectRows, type Embeddings, type EmbeddingSource } from "@mieb/core";
import type { EmbeddingPartition, KeyList } from "../store/embedding-store.ts";

const chunkRows = 4096;

/** A partition that lives as long as the process, for encoders without a fingerprint. */
export function memoryPartition(): EmbeddingPartition {
  const rows = new Map<string, Embeddings>();
  let dimension: number | null = null;
  return {
    get rowCount() {
      return rows.size;
    },
    get dimension() {
      return dimension;
    },
    has: (key) => rows.has(key),
    missing: async (keys) => keys.filter((key) => !rows.has(key)),
    async append(keys, embeddings) {
      dimension = embeddings.dimension;
      keys.forEach((key, row) => rows.has(key) || rows.set(key, selectRows(embeddings, [row])));
    },
    source: (keys) => memorySource(keys, rows, dimension ?? 0),
  };
}

function memorySource(keys: KeyList, rows: ReadonlyMap<string, Embeddings>, dimension: number): EmbeddingSource {
  const gather = (indices: ArrayLike<number>): Embeddings =>
    concatEmbeddings(
      Array.from(indices).flatMap((index) => rows.get(keys.at(index) ?? "") ?? []),
      dimension,
    );
  return {
    rowCount: keys.length,
    dimension,
    async *chunks() {
      for (let start = 0; start < keys.length; start += chunkRows) {
        const length = Math.min(chunkRows, keys.length - start);
        yield gather(Array.from({ length }, (_, index) => start + index));
      }
    },
    rows: async (indices) => gather(indices),
    vectorCounts: () =>
      Uint32Array.from({ length: keys.length }, (_, index) => countOf(rows.get(keys.at(index) ?? ""))),
  };
}

function countOf(row: Embeddings | undefined): number {
  return row?.rowOffsets?.[1] ?? 1;
}
