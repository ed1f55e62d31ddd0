import type { EmbeddingSource, ScoreContext } from "@mieb/core";
import type { Kernels } from "@mieb/kernels";
import { checkVectors } from "../input/check-vectors.ts";
import { requireSameDimension, requireSource } from "../input/require-source.ts";
import { throwIfAborted } from "../input/throw-if-aborted.ts";
import type { ImageTextPairTruth } from "./image-text-pair.ts";
import type { ImageTextPairOptions } from "./options.ts";
import { requestName } from "./request-name.ts";

type Context = ScoreContext<ImageTextPairOptions, ImageTextPairTruth>;

/** Rows compared at a time, so that no column has to fit into memory. */
const blockRows = 2048;

/**
 * Cosines of every image with every text of a row, `[images × texts]`, row by row.
 * @throws MiebError `EVALUATION_INVALID_EMBEDDINGS`
 */
export async function* pairCosines(context: Context): AsyncIterable<Float32Array> {
  const { embeddings, truth, options, signal } = context;
  const { loadKernels } = await import("@mieb/kernels");
  const kernels = loadKernels();
  const sides = [...names("text", options.texts), ...names("image", options.images)];
  const sources = sides.map((name) => [name, requireSource(embeddings, name, truth.rowCount)] as const);
  for (const [, source] of sources) requireSameDimension(source, sources[0]?.[1] ?? source);
  for (let firstRow = 0; firstRow < truth.rowCount; firstRow += blockRows) {
    throwIfAborted(signal);
    const count = Math.min(blockRows, truth.rowCount - firstRow);
    const blocks: Float32Array[] = [];
    for (const [request, source] of sources) {
      blocks.push(await normalizedRows(source, kernels, { request, firstRow, count }));
    }
    const dimension = sources[0]?.[1].dimension ?? 0;
    const [texts, images] = [blocks.slice(0, options.texts.length), blocks.slice(options.texts.length)];
    const columns = images.flatMap((image) => texts.map((text) => kernels.pairedDot(image, text, dimension)));
    for (let row = 0; row < count; row++) yield Float32Array.from(columns, (cosines) => cosines[row] ?? 0);
  }
}

function names(kind: "image" | "text", columns: readonly string[]): readonly string[] {
  return columns.map((_, position) => requestName(kind, position));
}

interface Block {
  readonly request: string;
  readonly firstRow: number;
  readonly count: number;
}

async function normalizedRows(
  source: EmbeddingSource,
  kernels: Kernels,
  { request, firstRow, count }: Block,
): Promise<Float32Array> {
  const block = await source.rows(Array.from({ length: count }, (_, row) => firstRow + row));
  checkVectors(block, { request, firstRow });
  return kernels.normalizeRows(block.values, block.dimension);
}
