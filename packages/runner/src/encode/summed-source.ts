import { MiebError, type Embeddings, type EmbeddingSource } from "@mieb/core";
import { fusedSource } from "./fused-source.ts";

/**
 * Row-wise sum of two sources in float32, not normalised, as two-tower models fuse an image with its text.
 * @throws MiebError as {@link fusedSource}; `MODEL_INVALID_OUTPUT` also when a side holds several vectors a row
 */
export function sumSources(first: EmbeddingSource, second: EmbeddingSource): EmbeddingSource {
  return fusedSource(first, second, { name: "sum", chunkRows: 4096, fuse: sum });
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
