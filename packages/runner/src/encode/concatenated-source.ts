import { concatEmbeddings, type Embeddings, type EmbeddingSource } from "@mieb/core";
import { fusedSource } from "./fused-source.ts";

/**
 * Two sources as one whose rows have the vectors of both, as late-interaction models fuse an image with its text.
 * @throws MiebError as {@link fusedSource}
 */
export function concatenateSources(first: EmbeddingSource, second: EmbeddingSource): EmbeddingSource {
  return {
    ...fusedSource(first, second, { name: "concatenate", chunkRows: 256, fuse: joined }),
    ...(first.vectorCounts && second.vectorCounts && { vectorCounts: () => sums(first, second) }),
  };
}

function sums(first: EmbeddingSource, second: EmbeddingSource): Uint32Array {
  const [a, b] = [first.vectorCounts?.(), second.vectorCounts?.()];
  return Uint32Array.from({ length: first.rowCount }, (_, row) => (a?.[row] ?? 0) + (b?.[row] ?? 0));
}

function joined(first: Embeddings, second: Embeddings): Embeddings {
  const { rowCount, dimension } = first;
  const rowOffsets = new Uint32Array(rowCount + 1);
  const parts: Embeddings[] = [];
  for (let row = 0; row < rowCount; row++) {
    const sides = [rowOf(first, row), rowOf(second, row)];
    rowOffsets[row + 1] = (rowOffsets[row] ?? 0) + sides.reduce((sum, side) => sum + side.rowCount, 0);
    parts.push(...sides);
  }
  return { values: concatEmbeddings(parts, dimension).values, rowCount, dimension, rowOffsets };
}

/** The vectors of one row, each as a row of its own. */
function rowOf({ values, dimension, rowOffsets }: Embeddings, row: number): Embeddings {
  const [start, end] = [rowOffsets?.[row] ?? row, rowOffsets?.[row + 1] ?? row + 1];
  return { values: values.subarray(start * dimension, end * dimension), rowCount: end - start, dimension };
}
