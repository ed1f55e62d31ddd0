import { setImmediate } from "node:timers/promises";
import type { MaxSimOptions, VectorLists } from "../kernels.ts";
import { throwIfAborted } from "../throw-if-aborted.ts";
import type { RowPair } from "./inner-product.ts";
import { nonFiniteScore } from "./non-finite.ts";
import { productFor } from "./similarity-matrix.ts";

/** Late interaction of all queries with all documents. Gives way to the event loop after each query. */
export async function maxSim(options: MaxSimOptions): Promise<Float32Array> {
  const { queries, documents, dimension, paddedTo = 0, signal, onProgress } = options;
  const product = productFor(queries.values.length / dimension);
  const [queryCount, documentCount] = [queries.offsets.length - 1, documents.offsets.length - 1];
  const scores = new Float32Array(queryCount * documentCount);
  for (let query = 0; query < queryCount; query++) {
    throwIfAborted(signal);
    for (let document = 0; document < documentCount; document++) {
      const pair = { queries, query, documents, document, dimension, paddedTo, product };
      scores[query * documentCount + document] = sumOfMaxima(pair);
    }
    onProgress?.((queries.offsets[query + 1] ?? 0) * (documents.values.length / dimension));
    await setImmediate();
  }
  // A maximum hides a NaN, so all numbers are looked at.
  if (![scores, queries.values, documents.values].every((values) => values.every(Number.isFinite)))
    throw nonFiniteScore({ queries: queries.values, documents: documents.values, dimension });
  return scores;
}

interface ListPair extends Required<Omit<MaxSimOptions, "signal" | "onProgress">> {
  readonly query: number;
  readonly document: number;
  readonly product: (rows: RowPair) => number;
}

function sumOfMaxima({ queries, documents, dimension, ...pair }: ListPair): number {
  const vectors = rangeOf(documents, pair.document);
  const floor = vectors.length < pair.paddedTo ? 0 : -Infinity;
  let sum = 0;
  for (const query of rangeOf(queries, pair.query)) {
    let maximum = floor;
    for (const vector of vectors) {
      const rows = { a: queries.values, aStart: query * dimension, b: documents.values, bStart: vector * dimension };
      maximum = Math.max(maximum, pair.product({ ...rows, dimension }));
    }
    sum += maximum;
  }
  return sum;
}

/** Numbers of the vectors of a row. */
function rangeOf({ offsets }: VectorLists, row: number): readonly number[] {
  const start = offsets[row] ?? 0;
  return Array.from({ length: (offsets[row + 1] ?? start) - start }, (_, index) => start + index);
}
