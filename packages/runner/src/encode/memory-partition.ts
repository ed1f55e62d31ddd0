import { concatEmbeddings, selectRows, type Embeddings, type EmbeddingSource } from "@mieb/core";
import type { EmbeddingPartition } from "../store/embedding-store.ts";

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

function memorySource(
  keys: readonly string[],
  rows: ReadonlyMap<string, Embeddings>,
  dimension: number,
): EmbeddingSource {
  const gather = (wanted: readonly (string | undefined)[]): Embeddings =>
    concatEmbeddings(
      wanted.flatMap((key = "") => rows.get(key) ?? []),
      dimension,
    );
  return {
    rowCount: keys.length,
    dimension,
    async *chunks() {
      for (let start = 0; start < keys.length; start += chunkRows) yield gather(keys.slice(start, start + chunkRows));
    },
    rows: async (indices) => gather(Array.from(indices, (index) => keys[index])),
  };
}
