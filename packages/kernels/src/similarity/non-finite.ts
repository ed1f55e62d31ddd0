import { MiebError } from "@mieb/core";

export interface SearchedRows {
  readonly queries: Float32Array;
  readonly documents: Float32Array;
  readonly dimension: number;
  /** Number of the first document. */
  readonly firstRow?: number;
}

/** The error for a score that is no finite number: names the row at fault, or says that finite rows overflow. */
export function nonFiniteScore({ queries, documents, dimension, firstRow }: SearchedRows): MiebError {
  const place =
    firstNonFinite("Query", queries, dimension) ?? firstNonFinite("Document", documents, dimension, firstRow);
  return new MiebError("KERNEL_INVALID_ARGUMENT", place ?? "An inner product of two rows overflows float32.", {
    hint: "Search needs finite embeddings; check what the model returned for this row.",
  });
}

/** @throws MiebError `KERNEL_INVALID_ARGUMENT` naming the first row that holds a NaN or an infinity. */
export function checkFinite(side: string, values: Float32Array, dimension: number): void {
  const place = firstNonFinite(side, values, dimension);
  if (place) throw new MiebError("KERNEL_INVALID_ARGUMENT", place, { hint: "Pass finite numbers." });
}

function firstNonFinite(side: string, values: Float32Array, dimension: number, firstRow = 0): string | undefined {
  const index = values.findIndex((value) => !Number.isFinite(value));
  if (index < 0) return undefined;
  return `${side} row ${firstRow + Math.floor(index / dimension)} holds ${values[index]} at position ${index % dimension}.`;
}
