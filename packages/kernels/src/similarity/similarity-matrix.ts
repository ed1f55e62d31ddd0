import { sequentialDot } from "./inner-product.ts";

/** All inner products `[rows of a × rows of b]`. */
export function similarityMatrix(a: Float32Array, b: Float32Array, dimension: number): Float32Array {
  const columns = b.length / dimension;
  const scores = new Float32Array((a.length / dimension) * columns);
  for (let i = 0; i < scores.length; i++) {
    const aStart = Math.floor(i / columns) * dimension;
    scores[i] = sequentialDot({ a, aStart, b, bStart: (i % columns) * dimension, dimension });
  }
  return scores;
}
