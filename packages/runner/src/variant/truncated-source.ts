import { MiebError, type Embeddings, type EmbeddingSource } from "@mieb/core";
import { mappedSource } from "./mapped-source.ts";

/** How far a vector's squared length may be from 1 to count as normalised. */
const tolerance = 1e-3;

/**
 * The first `dimension` numbers of every vector, as Matryoshka models are made for; a vector of length 1 is brought back to
 * length 1.
 * @throws MiebError `USAGE_INVALID_ARGUMENT` when the vectors are shorter
 */
export function truncatedSource(source: EmbeddingSource, dimension: number): EmbeddingSource {
  if (dimension > source.dimension) {
    throw new MiebError(
      "USAGE_INVALID_ARGUMENT",
      `dimensions: ${dimension} were asked for, but the model's vectors have ${source.dimension} numbers.`,
      { hint: `Ask for fewer, such as --dimensions ${Math.max(1, source.dimension >> 1)}.` },
    );
  }
  if (dimension === source.dimension) return source;
  return mappedSource(source, dimension, (block) => truncated(block, dimension));
}

function truncated({ values, dimension: before, ...rows }: Embeddings, dimension: number): Embeddings {
  const kept = new Float32Array((values.length / before) * dimension);
  for (let from = 0, to = 0; from < values.length; from += before, to += dimension) {
    const whole = values.subarray(from, from + before);
    kept.set(whole.subarray(0, dimension), to);
    if (Math.abs(squares(whole) - 1) < tolerance) normalize(kept.subarray(to, to + dimension));
  }
  return { ...rows, values: kept, dimension };
}

function normalize(vector: Float32Array): void {
  const length = Math.sqrt(squares(vector)) || 1;
  vector.forEach((value, index) => (vector[index] = value / length));
}

function squares(vector: Float32Array): number {
  return vector.reduce((sum, value) => sum + value * value, 0);
}
