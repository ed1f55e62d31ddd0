import { setImmediate } from "node:timers/promises";
import { MiebError } from "@mieb/core";
import type { TopK, TopKOptions } from "../kernels.ts";
import { bestIndices } from "./best-indices.ts";
import { nonFiniteScore } from "./non-finite.ts";
import { similarityMatrix } from "./similarity-matrix.ts";

/** The best documents of each query. Gives way to the event loop after each query. */
export async function topK({ queries, documents, dimension, k: wanted, signal }: TopKOptions): Promise<TopK> {
  const queryCount = queries.length / dimension;
  const k = Math.min(wanted, documents.length / dimension);
  const result = { indices: new Uint32Array(queryCount * k), scores: new Float32Array(queryCount * k), k };
  for (let query = 0; query < queryCount; query++) {
    if (signal?.aborted) throw new MiebError("ABORTED", "The search was stopped.", { cause: signal.reason });
    const row = queries.subarray(query * dimension, (query + 1) * dimension);
    const scores = similarityMatrix(row, documents, dimension);
    if (!scores.every(Number.isFinite)) throw nonFiniteScore(queries, documents, dimension);
    const best = bestIndices(scores, k);
    result.indices.set(best, query * k);
    result.scores.set(
      Float32Array.from(best, (document) => scores[document] ?? 0),
      query * k,
    );
    await setImmediate();
  }
  return result;
}
