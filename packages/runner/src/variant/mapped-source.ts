import type { Embeddings, EmbeddingSource } from "@mieb/core";

/** A source whose blocks are changed when they are read; rows stay rows. */
export function mappedSource(
  source: EmbeddingSource,
  dimension: number,
  change: (block: Embeddings) => Embeddings,
): EmbeddingSource {
  const { vectorCounts } = source;
  return {
    rowCount: source.rowCount,
    dimension,
    async *chunks() {
      for await (const chunk of source.chunks()) yield change(chunk);
    },
    rows: async (indices) => change(await source.rows(indices)),
    ...(vectorCounts && { vectorCounts: () => vectorCounts.call(source) }),
  };
}
