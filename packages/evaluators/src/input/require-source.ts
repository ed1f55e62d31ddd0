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
