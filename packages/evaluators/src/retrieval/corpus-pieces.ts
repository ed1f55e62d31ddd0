import type { Embeddings, EmbeddingSource } from "@mieb/core";

/** Consecutive rows of a source that lie in one block. */
export interface Piece {
  readonly firstRow: number;
  readonly rowCount: number;
  /** Row-major. */
  readonly values: Float32Array;
  /** Whether the block, or the whole source, ends with this piece. */
  readonly endsBlock: boolean;
}

/**
 * A source in pieces of which none crosses the border between two blocks of `rowsPerBlock` rows: no more is held than a
 * chunk of the source, however large a block is. A piece is only valid until the next one is asked for.
 */
export async function* corpusPieces(source: EmbeddingSource, rowsPerBlock: number): AsyncGenerator<Piece> {
  const { rowCount: total } = source;
  let firstRow = 0;
  for await (const chunk of source.chunks()) {
    for (let from = 0; from < chunk.rowCount;) {
      const rowCount = Math.min(chunk.rowCount - from, rowsPerBlock - (firstRow % rowsPerBlock));
      const end = firstRow + rowCount;
      const endsBlock = end % rowsPerBlock === 0 || end === total;
      yield { firstRow, rowCount, values: valuesOf(chunk, from, rowCount), endsBlock };
      firstRow = end;
      from += rowCount;
    }
  }
}

function valuesOf({ values, dimension }: Embeddings, from: number, rowCount: number): Float32Array {
  return values.subarray(from * dimension, (from + rowCount) * dimension);
}
