import type { Embeddings } from "@mieb/core";

/** Vectors of both sides; row `i` of one belongs to row `i` of the other. */
export interface VectorPairs {
  readonly first: Embeddings;
  readonly second: Embeddings;
}

/**
 * Cosine of each pair, by way of the distance of the normalised vectors: `1 - |a/|a| - b/|b||² / 2`. In float32 steps (sums
 * in float64), so that the same pairs tie as in `1 - sklearn.metrics.pairwise.paired_cosine_distances`; a zero vector
 * stays zero.
 */
export function pairedCosine({ first, second }: VectorPairs): Float32Array {
  const [a, b] = [normalized(first), normalized(second)];
  const squares = sumOverPairs(a, b, (difference) => difference * difference);
  return squares.map((square) => 1 - Math.fround(0.5 * square));
}

/** Sum of absolute differences of each pair. As `sklearn.metrics.pairwise.paired_manhattan_distances`. */
export function pairedManhattan({ first, second }: VectorPairs): Float32Array {
  return sumOverPairs(first, second, Math.abs);
}

/** Length of each pair's difference. As `sklearn.metrics.pairwise.paired_euclidean_distances`. */
export function pairedEuclidean({ first, second }: VectorPairs): Float32Array {
  return sumOverPairs(first, second, (difference) => difference * difference).map(Math.sqrt);
}

function normalized(embeddings: Embeddings): Embeddings {
  const { values, rowCount, dimension } = embeddings;
  const result = new Float32Array(values.length);
  for (let row = 0; row < rowCount; row++) {
    let squares = 0;
    for (let i = row * dimension; i < (row + 1) * dimension; i++) squares += (values[i] ?? 0) ** 2;
    const norm = Math.fround(Math.sqrt(Math.fround(squares))) || 1;
    for (let i = row * dimension; i < (row + 1) * dimension; i++) result[i] = (values[i] ?? 0) / norm;
  }
  return { values: result, rowCount, dimension };
}

function sumOverPairs(a: Embeddings, b: Embeddings, term: (difference: number) => number): Float32Array {
  const { dimension } = a;
  return Float32Array.from({ length: a.rowCount }, (_, row) => {
    let sum = 0;
    for (let i = row * dimension; i < (row + 1) * dimension; i++) {
      sum += Math.fround(term(Math.fround((a.values[i] ?? 0) - (b.values[i] ?? 0))));
    }
    return sum;
  });
}
