import { MiebError } from "./errors.ts";

/**
 * A block of embeddings, row-major float32.
 *
 * One vector per row unless `rowOffsets` is given: then row `i` owns the vectors `rowOffsets[i]` to `rowOffsets[i + 1]`
 * (late-interaction models, scored by MaxSim). Never written after it was handed over.
 */
export interface Embeddings {
  /** `[vectors × dimension]`; vectors = rowCount when there are no offsets. */
  readonly values: Float32Array;
  readonly rowCount: number;
  readonly dimension: number;
  /** `rowCount + 1` ascending vector indices, starting at 0. */
  readonly rowOffsets?: Uint32Array;
}

/** Rows of float32 in a file, one vector each, row-major and little-endian. */
export interface FileRows {
  readonly path: string;
  /** Where the first row begins; a multiple of 4. */
  readonly byteOffset: number;
  readonly rowCount: number;
}

/** Embeddings that may be larger than memory: in order by chunk, or by row. */
export interface EmbeddingSource {
  readonly rowCount: number;
  readonly dimension: number;
  /** All rows in order; a chunk is only valid until the next one is asked for. */
  chunks(): AsyncIterable<Embeddings>;
  /**
   * The same as `chunks`, but rows that lie together in a file that nobody writes to stay there, for kernels that map it.
   * Absent where no rows lie in files.
   */
  chunksInPlace?(): AsyncIterable<Embeddings | FileRows>;
  /** These rows, in this order, as one block. */
  rows(indices: ArrayLike<number>): Promise<Embeddings>;
  /** Vectors of each row, told without reading any; absent where nobody knows beforehand ({@link vectorCounts} reads then). */
  vectorCounts?(): Uint32Array;
}

/**
 * Checks a block's lengths against each other.
 * @throws MiebError `MODEL_INVALID_OUTPUT`
 */
export function checkEmbeddings(embeddings: Embeddings, expectedRows: number, from: string): void {
  const { values, rowCount, dimension, rowOffsets } = embeddings ?? {};
  if (!(values instanceof Float32Array)) throw notFloat32(values, from);
  const vectors = rowOffsets ? (rowOffsets[rowCount] ?? -1) : rowCount;
  const fits = Number.isInteger(dimension) && dimension > 0 && values.length === vectors * dimension;
  if (fits && rowCount === expectedRows) return;
  throw new MiebError(
    "MODEL_INVALID_OUTPUT",
    `${from} returned ${values.length} numbers as ${rowCount} rows of dimension ${dimension} for ${expectedRows} inputs.`,
    { hint: "An encoder returns one row per input, in order, and values.length = rowCount × dimension." },
  );
}

function notFloat32(values: unknown, from: string): MiebError {
  const came = values === null || values === undefined ? String(values) : values.constructor.name;
  return new MiebError("MODEL_INVALID_OUTPUT", `${from} returned values of type ${came}; expected a Float32Array.`, {
    hint: "An encoder returns { values: Float32Array, rowCount, dimension }; Float32Array.from(numbers) converts.",
  });
}

/** Views one block as a source, for embeddings that are already in memory. */
export function embeddingSource(embeddings: Embeddings): EmbeddingSource {
  return {
    rowCount: embeddings.rowCount,
    dimension: embeddings.dimension,
    async *chunks() {
      if (embeddings.rowCount > 0) yield embeddings;
    },
    rows: async (indices) => selectRows(embeddings, indices),
    vectorCounts: () => countsOf(embeddings),
  };
}

/** How many vectors each row of a source has; 1 for models that are not of late interaction. */
export async function vectorCounts(source: EmbeddingSource): Promise<Uint32Array> {
  const known = source.vectorCounts?.();
  if (known) return known;
  const counts = new Uint32Array(source.rowCount);
  let row = 0;
  for await (const chunk of source.chunks()) {
    counts.set(countsOf(chunk), row);
    row += chunk.rowCount;
  }
  return counts;
}

function countsOf({ rowCount, rowOffsets }: Embeddings): Uint32Array {
  if (!rowOffsets) return new Uint32Array(rowCount).fill(1);
  return Uint32Array.from({ length: rowCount }, (_, row) => (rowOffsets[row + 1] ?? 0) - (rowOffsets[row] ?? 0));
}

/** All rows of a source as one block in memory. */
export async function collectEmbeddings(source: EmbeddingSource): Promise<Embeddings> {
  const blocks: Embeddings[] = [];
  for await (const chunk of source.chunks()) blocks.push(chunk);
  return concatEmbeddings(blocks, source.dimension);
}

/** Joins blocks of one dimension in order; without any block the result has no rows. */
export function concatEmbeddings(blocks: readonly Embeddings[], dimension: number): Embeddings {
  if (blocks.length === 1 && blocks[0]) return blocks[0];
  const rowCount = blocks.reduce((sum, block) => sum + block.rowCount, 0);
  const values = new Float32Array(blocks.reduce((sum, block) => sum + block.values.length, 0));
  const rowOffsets = blocks.some((block) => block.rowOffsets) ? new Uint32Array(rowCount + 1) : undefined;
  let [vector, row] = [0, 0];
  for (const block of blocks) {
    values.set(block.values, vector * dimension);
    rowOffsets?.set(
      Uint32Array.from({ length: block.rowCount }, (_, i) => vector + (block.rowOffsets?.[i + 1] ?? i + 1)),
      row + 1,
    );
    vector += block.values.length / dimension;
    row += block.rowCount;
  }
  return { values, rowCount, dimension, ...(rowOffsets && { rowOffsets }) };
}

/** Copies these rows, in this order, into a block of their own. */
export function selectRows(embeddings: Embeddings, indices: ArrayLike<number>): Embeddings {
  const { dimension, rowOffsets } = embeddings;
  const blocks = Array.from(indices, (row): Embeddings => {
    const start = rowOffsets ? (rowOffsets[row] ?? 0) : row;
    const end = rowOffsets ? (rowOffsets[row + 1] ?? start) : row + 1;
    const values = embeddings.values.subarray(start * dimension, end * dimension);
    return { values, rowCount: 1, dimension, ...(rowOffsets && { rowOffsets: Uint32Array.of(0, end - start) }) };
  });
  return concatEmbeddings(blocks, dimension);
}
