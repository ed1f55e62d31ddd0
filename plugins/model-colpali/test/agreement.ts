import { selectRows, type Embeddings } from "@mieb/core";
import { expect } from "vitest";

export type Rows = readonly (readonly number[])[];

/** Smallest cosine of a token's vector with the expected one; the vectors have length 1. */
export function agreement(embeddings: Embeddings, rows: readonly Rows[]): number {
  expect(embeddings.rowCount).toBe(rows.length);
  const cosines = rows.flatMap((row, at) => {
    const { values, dimension, rowOffsets } = selectRows(embeddings, [at]);
    expect([rowOffsets?.[1], dimension]).toEqual([row.length, row[0]?.length]);
    return row.map((vector, i) =>
      vector.reduce((sum, value, j) => sum + value * (values[i * dimension + j] ?? NaN), 0),
    );
  });
  return cosines.some(Number.isNaN) ? NaN : Math.min(...cosines);
}
