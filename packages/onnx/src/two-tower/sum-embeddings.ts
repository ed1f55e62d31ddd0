import type { Embeddings } from "@mieb/core";

/** Each row of `a` plus the same row of `b`: the vector of an image with its text, as the reference fuses them. */
export function sumEmbeddings(a: Embeddings, b: Embeddings): Embeddings {
  return { ...a, values: a.values.map((value, index) => value + (b.values[index] ?? 0)) };
}
