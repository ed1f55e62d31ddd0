import { concatEmbeddings, MiebError, type Embeddings, type EmbeddingSource } from "@mieb/core";

const chunkRows = 256;

/**
 * Two sources as one whose rows have the vectors of both, as late-interaction models fuse an image with its text. Joined
 * when read, so that the store holds each side alone.
 * @throws MiebError `MODEL_INVALID_OUTPUT` when the sides differ in dimension
 */
export function concatenateSources(first: EmbeddingSource, second: EmbeddingSource): EmbeddingSource {
  if (first.dimension !== second.dimension || first.rowCount !== second.rowCount) {
    throw new MiebError(
      "MODEL_INVALID_OUTPUT",
      `Image and text vectors cannot share a row: ${first.rowCount} × ${first.dimension} and ${second.rowCount} × ${second.dimension}.`,
      { hint: 'An encoder with `fusion: "concatenate"` gives both modalities the same dimension.' },
    );
  }
  const rows = async (indices: ArrayLike<number>): Promise<Embeddings> =>
    joined(...(await Promise.all([first.rows(indices), second.rows(indices)])));
  return {
    rowCount: first.rowCount,
    dimension: first.dimension,
    async *chunks() {
      for (let start = 0; start < first.rowCount; start += chunkRows) {
        const length = Math.min(chunkRows, first.rowCount - start);
        yield await rows(Uint32Array.from({ length }, (_, index) => start + index));
      }
    },
    rows,
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
