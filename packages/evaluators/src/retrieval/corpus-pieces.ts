import type { Embeddings, EmbeddingSource, FileRows } from "@mieb/core";

/** Consecutive rows of a source that lie in one block. */
export interface Piece {
  readonly firstRow: number;
  readonly rowCount: number;
  /** Row-major, or where they lie. */
  readonly rows: Float32Array | FileRows;
  /** Whether the block, or the whole source, ends with this piece. */
  readonly endsBlock: boolean;
}

/**
 * A source in pieces of which none crosses the border between two blocks of `rowsPerBlock` rows: no more is held than a
 * chunk of the source, however large a block is. A piece is only valid until the next one is asked for.
 */
export async function* corpusPieces(source: EmbeddingSource, rowsPerBlock: number): AsyncGenerator<Piece> {
  const { rowCount: total, dimension } = source;
  let firstRow = 0;
  for await (const chunk of source.chunksInPlace?.() ?? source.chunks()) {
    for (let from = 0; from < chunk.rowCount;) {
      const rowCount = Math.min(chunk.rowCount - from, rowsPerBlock - (firstRow % rowsPerBlock));
      const end = firstRow + rowCount;
      const endsBlock = end % rowsPerBlock === 0 || end === total;
      yield { firstRow, rowCount, rows: part(chunk, { from, rowCount, dimension }), endsBlock };
      firstRow = end;
      from += rowCount;
    }
  }
}

function part(
  chunk: Embeddings | FileRows,
  { from, rowCount, dimension }: { readonly from: number; readonly rowCount: number; readonly dimension: number },
): Float32Array | FileRows {
  const first = from * dimension;
  if ("path" in chunk) return { path: chunk.path, byteOffset: chunk.byteOffset + 4 * first, rowCount };
  return chunk.values.subarray(first, first + rowCount * dimension);
}
