import { collectEmbeddings, vectorCounts, type ScoreContext } from "@mieb/core";
import { requireSameDimension, requireSource } from "../input/require-source.ts";
import { vectorLists } from "../input/vector-lists.ts";
import type { ZeroShotOptions } from "./options.ts";
import type { ZeroShotTruth } from "./zero-shot.ts";

/**
 * MaxSim of every image with every candidate, chunk by chunk of the images, `[images of the chunk × candidates]`: for each vector of the image its greatest product with
 * one of the candidate. Candidates count as padded to the longest, as the reference encodes them together.
 */
export async function* candidateMaxSims(
  context: ScoreContext<ZeroShotOptions, ZeroShotTruth>,
): AsyncGenerator<Float32Array> {
  const { loadKernels } = await import("@mieb/kernels");
  const kernels = loadKernels();
  const labels = requireSource(context.embeddings, "candidates");
  const candidates = await collectEmbeddings(labels);
  const images = requireSource(context.embeddings, "test", context.truth.labels.length);
  requireSameDimension(candidates, images);
  const documents = vectorLists(candidates, { request: "candidates" });
  const paddedTo = Math.max(...(await vectorCounts(labels)));
  let firstRow = 0;
  for await (const chunk of images.chunks()) {
    const queries = vectorLists(chunk, { request: "test", firstRow });
    const { dimension } = chunk;
    yield await kernels.maxSim({ queries, documents, dimension, paddedTo, signal: context.signal });
    firstRow += chunk.rowCount;
  }
}
