import { MiebError, type Embeddings, type EmbeddingSource } from "@mieb/core";

/** How the two sides of an input become one. */
export interface Fusion {
  /** As an encoder names it. */
  readonly name: "sum" | "concatenate";
  /** Most rows of a chunk. */
  readonly chunkRows: number;
  /** The same rows of both sides as one block. */
  fuse(first: Embeddings, second: Embeddings): Embeddings;
}

/**
 * Two sources of the same rows as one, fused when read, so that the store holds each side alone.
 * @throws MiebError `MODEL_INVALID_OUTPUT` when the sides differ in rows or dimension
 */
export function fusedSource(first: EmbeddingSource, second: EmbeddingSource, fusion: Fusion): EmbeddingSource {
  const { rowCount, dimension } = first;
  if (dimension !== second.dimension || rowCount !== second.rowCount) throw unequalSides(first, second, fusion);
  const rows = async (indices: ArrayLike<number>): Promise<Embeddings> =>
    fusion.fuse(...(await Promise.all([first.rows(indices), second.rows(indices)])));
  return {
    rowCount,
    dimension,
    async *chunks() {
      for (let start = 0; start < rowCount; start += fusion.chunkRows) {
        const length = Math.min(fusion.chunkRows, rowCount - start);
        yield await rows(Uint32Array.from({ length }, (_, index) => start + index));
      }
    },
    rows,
  };
}

function unequalSides(first: EmbeddingSource, second: EmbeddingSource, { name }: Fusion): MiebError {
  return new MiebError(
    "MODEL_INVALID_OUTPUT",
    `Image and text vectors cannot be fused: ${first.rowCount} × ${first.dimension} and ${second.rowCount} × ${second.dimension}.`,
    { hint: `An encoder with \`fusion: "${name}"\` gives both modalities the same dimension; otherwise say "joint".` },
  );
}
