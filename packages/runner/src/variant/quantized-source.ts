import { MiebError, type EmbeddingSource } from "@mieb/core";
import { mappedSource } from "./mapped-source.ts";
import { needsRanges, quantized, widenRanges, type Quantization, type Ranges } from "./quantization.ts";

/**
 * A source quantised when it is read. Ranges of integers are taken from all its vectors, which reads them once more.
 *
 * The reference takes them from what it encodes together: the same, but for documents beside those that are candidates of any
 * query, and for corpora of more than 50,000 documents, of which it takes each part for itself.
 * @throws MiebError `EVALUATION_INVALID_EMBEDDINGS` where a single vector has no ranges
 */
export async function quantizedSource(
  source: EmbeddingSource,
  quantization: Quantization,
  request: string,
): Promise<EmbeddingSource> {
  const ranges = needsRanges(quantization) ? await rangesOf(source, request) : none;
  return mappedSource(source, source.dimension, (block) => ({
    ...block,
    values: quantized(block.values, quantization, ranges),
  }));
}

const none: Ranges = { least: new Float32Array(), greatest: new Float32Array() };

async function rangesOf(source: EmbeddingSource, request: string): Promise<Ranges> {
  const { dimension } = source;
  const least = new Float32Array(dimension).fill(Infinity);
  const greatest = new Float32Array(dimension).fill(-Infinity);
  let vectors = 0;
  for await (const { values } of source.chunks()) {
    widenRanges({ least, greatest }, values);
    vectors += values.length / dimension;
  }
  if (vectors !== 1) return { least, greatest };
  throw new MiebError(
    "EVALUATION_INVALID_EMBEDDINGS",
    `Request "${request}" has a single vector, of which no ranges for integers can be told.`,
    { hint: "Quantise to binary, or leave the task out." },
  );
}
