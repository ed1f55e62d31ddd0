import { collectEmbeddings, type ScoreContext } from "@mieb/core";
import { checkVectors } from "../input/check-vectors.ts";
import { requireSameDimension, requireSource } from "../input/require-source.ts";
import { vectorPreparation } from "../input/similarity.ts";
import { throwIfAborted } from "../input/throw-if-aborted.ts";
import type { ZeroShotOptions } from "./options.ts";
import { candidateMaxSims } from "./candidate-max-sims.ts";
import { softmaxOfCosines } from "./softmax.ts";
import type { ZeroShotTruth } from "./zero-shot.ts";

/**
 * Score of every candidate for every image, chunk by chunk of the images: `[images of the chunk × candidates]`.
 * @throws MiebError `EVALUATION_INVALID_EMBEDDINGS`, also for zero vectors where the reference's softmax gives NaN
 */
export async function* candidateScores(
  context: ScoreContext<ZeroShotOptions, ZeroShotTruth>,
): AsyncGenerator<Float32Array> {
  const isSoftmax = context.truth.scoring === "softmax";
  if (!isSoftmax && context.similarity === "max-sim") return yield* candidateMaxSims(context);
  const { loadKernels } = await import("@mieb/kernels");
  const kernels = await loadKernels();
  const prepare = vectorPreparation(isSoftmax ? "cosine" : context.similarity, kernels);
  const candidates = await collectEmbeddings(requireSource(context.embeddings, "candidates"));
  const images = requireSource(context.embeddings, "test", context.truth.labels.length);
  requireSameDimension(candidates, images);
  checkVectors(candidates, { request: "candidates", refuseZero: isSoftmax });
  const targets = prepare(candidates.values, candidates.dimension);
  let firstRow = 0;
  for await (const chunk of images.chunks()) {
    throwIfAborted(context.signal);
    checkVectors(chunk, { request: "test", firstRow, refuseZero: isSoftmax });
    const scores = kernels.similarityMatrix(prepare(chunk.values, chunk.dimension), targets, chunk.dimension);
    if (isSoftmax) softmaxOfCosines(scores, candidates.rowCount);
    yield scores;
    firstRow += chunk.rowCount;
  }
}
