import { MiebError, type EmbeddingSource } from "@mieb/core";

/**
 * The embeddings of a request.
 * @param rowCount rows it must have; default any
 * @throws MiebError `EVALUATION_INVALID_EMBEDDINGS` when they are missing or too few
 */
export function requireSource(
  embeddings: Readonly<Record<string, EmbeddingSource>>,
  request: string,
  rowCount?: number,
): EmbeddingSource {
  const source = embeddings[request];
  if (source && (rowCount === undefined || source.rowCount === rowCount)) return source;
  const came = source ? `${source.rowCount} rows` : "none";
  throw new MiebError(
    "EVALUATION_INVALID_EMBEDDINGS",
    `Expected embeddings of request "${request}"${rowCount === undefined ? "" : ` with ${rowCount} rows`}, got ${came}.`,
    { hint: "Hand over one embedding source per request of the plan, with one row per requested input." },
  );
}

/**
 * Checks that two sides lie in one space.
 * @throws MiebError `EVALUATION_INVALID_EMBEDDINGS`
 */
export function requireSameDimension(a: { readonly dimension: number }, b: { readonly dimension: number }): void {
  if (a.dimension === b.dimension) return;
  throw new MiebError(
    "EVALUATION_INVALID_EMBEDDINGS",
    `Expected vectors of one dimension on both sides, got ${a.dimension} and ${b.dimension}.`,
    { hint: "Take a model that embeds both modalities of the task into one space." },
  );
}
