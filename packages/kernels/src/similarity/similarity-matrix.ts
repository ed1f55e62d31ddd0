import { laneDot, type RowPair, sequentialDot } from "./inner-product.ts";

/** Up to this many queries the addon reads documents where they lie and sums in lanes; it packs both sides for more. */
const fewQueries = 24;

/** All inner products `[rows of a × rows of b]`. */
export function similarityMatrix(a: Float32Array, b: Float32Array, dimension: number): Float32Array {
  return productMatrix(a, b, dimension, productFor(a.length / dimension));
}

/** How the inner products of this many queries are summed. */
export function productFor(queryCount: number): (rows: RowPair) => number {
  return queryCount <= fewQueries ? laneDot : sequentialDot;
}

/** The same as `similarityMatrix`, summed in a given way. */
export function productMatrix(
  a: Float32Array,
  b: Float32Array,
  dimension: number,
  product: (rows: RowPair) => number,
): Float32Array {
  const columns = b.length / dimension;
  const scores = new Float32Array((a.length / dimension) * columns);
  for (let i = 0; i < scores.length; i++) {
    const aStart = Math.floor(i / columns) * dimension;
    scores[i] = product({ a, aStart, b, bStart: (i % columns) * dimension, dimension });
  }
  return scores;
}
