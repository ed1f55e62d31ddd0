import type { Embeddings } from "@mieb/core";

/** A number that is none, and the row it stands in. */
export interface NonFinite {
  readonly row: number;
  readonly value: number;
}

/** The first number that is NaN or infinite; undefined when there is none. */
export function firstNonFinite(embeddings: Embeddings): NonFinite | undefined {
  const at = embeddings.values.findIndex((value) => !Number.isFinite(value));
  return at < 0 ? undefined : { row: rowAt(embeddings, at), value: embeddings.values[at] ?? Number.NaN };
}

/** The first row whose numbers are all zero; -1 when there is none. */
export function firstZeroRow({ values, dimension, rowCount, rowOffsets }: Embeddings): number {
  const startOf = (row: number): number => (rowOffsets?.[row] ?? row) * dimension;
  for (let row = 0; row < rowCount; row++) {
    let index = startOf(row);
    const end = startOf(row + 1);
    while (index < end && values[index] === 0) index++;
    if (index === end) return row;
  }
  return -1;
}

function rowAt({ dimension, rowOffsets, rowCount }: Embeddings, valueIndex: number): number {
  const vector = Math.floor(valueIndex / dimension);
  if (!rowOffsets) return vector;
  return rowOffsets.findIndex((_, row) => row < rowCount && (rowOffsets[row + 1] ?? 0) > vector);
}
