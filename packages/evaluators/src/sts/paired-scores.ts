import type { ScoreContext } from "@mieb/core";
import { checkVectors } from "../input/check-vectors.ts";
import { requireSameDimension, requireSource } from "../input/require-source.ts";
import { vectorPreparation } from "../input/similarity.ts";
import { throwIfAborted } from "../input/throw-if-aborted.ts";
import type { StsOptions } from "./options.ts";
import { pairedCosine, pairedEuclidean, pairedManhattan, type VectorPairs } from "./paired-distances.ts";
import type { StsTruth } from "./sts.ts";

/** How near the two sides of each pair are, higher is nearer, under the names of the reference's prediction files. */
export interface PairedScores {
  readonly cosine_scores: readonly number[];
  /** Negative distances. */
  readonly manhattan_distances: readonly number[];
  readonly euclidean_distances: readonly number[];
  /** The model's own similarity. */
  readonly similarity_scores: readonly number[];
}

/**
 * Compares the pairs block by block.
 * @throws MiebError `EVALUATION_INVALID_EMBEDDINGS`
 */
export async function pairedScores(context: ScoreContext<StsOptions, StsTruth>): Promise<PairedScores> {
  const similarity = await pairedSimilarity(context);
  const scores = {
    cosine_scores: [] as number[],
    manhattan_distances: [] as number[],
    euclidean_distances: [] as number[],
    similarity_scores: [] as number[],
  };
  for await (const pairs of pairBlocks(context)) {
    scores.cosine_scores.push(...pairedCosine(pairs));
    scores.manhattan_distances.push(...pairedManhattan(pairs).map((distance) => -distance));
    scores.euclidean_distances.push(...pairedEuclidean(pairs).map((distance) => -distance));
    scores.similarity_scores.push(...similarity(pairs));
  }
  return scores;
}

async function pairedSimilarity(
  context: ScoreContext<StsOptions, StsTruth>,
): Promise<(pairs: VectorPairs) => Float32Array> {
  const { loadKernels } = await import("@mieb/kernels");
  const kernels = loadKernels();
  const prepare = vectorPreparation(context.similarity, kernels);
  return ({ first, second }) => {
    const { dimension } = first;
    return kernels.pairedDot(prepare(first.values, dimension), prepare(second.values, dimension), dimension);
  };
}

/** Blocks of at most this many pairs, so that neither side has to fit into memory. */
const blockRows = 4096;

async function* pairBlocks(context: ScoreContext<StsOptions, StsTruth>): AsyncIterable<VectorPairs> {
  const { truth, embeddings, signal } = context;
  const firstSide = requireSource(embeddings, "first", truth.scores.length);
  const secondSide = requireSource(embeddings, "second", truth.scores.length);
  requireSameDimension(firstSide, secondSide);
  for (let firstRow = 0; firstRow < truth.scores.length; firstRow += blockRows) {
    throwIfAborted(signal);
    const rows = truth.scores.slice(firstRow, firstRow + blockRows).map((_, row) => firstRow + row);
    const [first, second] = [await firstSide.rows(rows), await secondSide.rows(rows)];
    checkVectors(first, { request: "first", firstRow });
    checkVectors(second, { request: "second", firstRow });
    yield { first, second };
  }
}
