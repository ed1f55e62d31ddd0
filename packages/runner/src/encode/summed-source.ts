import { MiebError, type Embeddings, type EmbeddingSource } from "@mieb/core";

const chunkRows = 4096;

/**
 * Row-wise sum of two sources in float32, not normalised, as two-tower models fuse an image with its text. Summed when
 * read, so that the store holds each side alone.
 * @throws MiebError `MODEL_INVALID_OUTPUT` when the sides differ in dimension or hold several vectors a row
 */
export function sumSources(first: EmbeddingSource, second: EmbeddingSource): EmbeddingSource {
  if (first.dimension !== second.dimension || first.rowCount !== second.rowCount) {
    throw new MiebError(
      "MODEL_INVALID_OUTPUT",
      `Image and text vectors cannot be summed: ${first.rowCount} × ${first.dimension} and ${second.rowCount} × ${second.dimension}.`,
      { hint: 'An encoder with `fusion: "sum"` gives both modalities the same dimension; otherwise say "joint".' },
    );
  }
  const rows = async (indices: ArrayLike<number>): Promise<Embeddings> =>
    sum(...(await Promise.all([first.rows(indices), second.rows(indices)])));
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
  };
}

function sum(first: Embeddings, second: Embeddings): Embeddings {
  if (first.rowOffsets || second.rowOffsets) {
    throw new MiebError("MODEL_INVALID_OUTPUT", "Several vectors a row cannot be summed with another modality.", {
      hint: 'Set `fusion: "concatenate"` or `"joint"` in the encoder.',
    });
  }
  const values = first.values.map((value, index) => value + (second.values[index] ?? 0));
  return { values, rowCount: first.rowCount, dimension: first.dimension };
}
