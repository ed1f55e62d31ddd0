import type { Embeddings, EmbeddingSource } from "@mieb/core";

/** Consecutive rows of a source, row-major. */
export interface Block {
  readonly firstRow: number;
  readonly values: Float32Array;
}

/**
 * A source in blocks of `rowsPerBlock` rows (the last may be shorter), whatever the size of its chunks.
 * A block is only valid until the next one is asked for.
 */
export async function* corpusBlocks(source: EmbeddingSource, rowsPerBlock: number): AsyncGenerator<Block> {
  const { dimension, rowCount } = source;
  const buffer = new Float32Array(Math.min(rowsPerBlock, rowCount) * dimension);
  let [firstRow, filled] = [0, 0];
  for await (const chunk of source.chunks()) {
    for (let from = 0; from < chunk.values.length;) {
      const taken = takeRows(chunk, from, buffer.length - filled);
      buffer.set(taken, filled);
      from += taken.length;
      filled += taken.length;
      if (filled < buffer.length) continue;
      yield { firstRow, values: buffer };
      firstRow += filled / dimension;
      filled = 0;
    }
  }
  if (filled > 0) yield { firstRow, values: buffer.subarray(0, filled) };
}

function takeRows({ values }: Embeddings, from: number, most: number): Float32Array {
  return values.subarray(from, Math.min(values.length, from + most));
}
