import { MiebError } from "@mieb/core";

/** The error for a score that is no finite number: names the row at fault, or says that finite rows overflow. */
export function nonFiniteScore(queries: Float32Array, documents: Float32Array, dimension: number): MiebError {
  const place = firstNonFinite("Query", queries, dimension) ?? firstNonFinite("Document", documents, dimension);
  return new MiebError("KERNEL_INVALID_ARGUMENT", place ?? "An inner product of two rows overflows float32.", {
    hint: "Search needs finite embeddings; check what the model returned for this row.",
  });
}

/** @throws MiebError `KERNEL_INVALID_ARGUMENT` naming the first row that holds a NaN or an infinity. */
export function checkFinite(side: string, values: Float32Array, dimension: number): void {
  const place = firstNonFinite(side, values, dimension);
  if (place) throw new MiebError("KERNEL_INVALID_ARGUMENT", place, { hint: "Pass finite numbers." });
}

function firstNonFinite(side: string, values: Float32Array, dimension: number): string | undefined {
  const index = values.findIndex((value) => !Number.isFinite(value));
  if (index < 0) return undefined;
  return `${side} row ${Math.floor(index / dimension)} holds ${values[index]} at position ${index % dimension}.`;
}
