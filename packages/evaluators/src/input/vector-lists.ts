import { MiebError, type Embeddings } from "@mieb/core";
import type { VectorLists } from "@mieb/kernels";
import type { VectorOrigin } from "./check-vectors.ts";

/**
 * Rows as lists of vectors, of one vector each where the model gives one.
 * @throws MiebError `EVALUATION_INVALID_EMBEDDINGS` for a row without vectors or with a number that is not finite, naming it
 */
export function vectorLists(embeddings: Embeddings, origin: VectorOrigin): VectorLists {
  const { values, rowCount, dimension } = embeddings;
  const offsets = embeddings.rowOffsets ?? Uint32Array.from({ length: rowCount + 1 }, (_, row) => row);
  for (let row = 0; row < rowCount; row++) {
    const [start, end] = [offsets[row] ?? 0, offsets[row + 1] ?? 0];
    if (start === end) throw invalid(origin, row, "has no vector");
    for (let i = start * dimension; i < end * dimension; i++)
      if (!Number.isFinite(values[i])) throw invalid(origin, row, "holds NaN or an infinity");
  }
  return { values, offsets };
}

function invalid({ request, firstRow = 0, rows }: VectorOrigin, row: number, fault: string): MiebError {
  const at = firstRow + row;
  return new MiebError(
    "EVALUATION_INVALID_EMBEDDINGS",
    `Embeddings of request "${request}": row ${rows?.[at] ?? at} ${fault}.`,
    { hint: "Look at that input and at the model's output for it." },
  );
}
