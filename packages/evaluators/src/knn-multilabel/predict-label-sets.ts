import { collectEmbeddings, type Embeddings, type ScoreContext } from "@mieb/core";
import type { LabelSets } from "@mieb/metrics";
import { checkVectors } from "../input/check-vectors.ts";
import { requireSameDimension, requireSource } from "../input/require-source.ts";
import { throwIfAborted } from "../input/throw-if-aborted.ts";
import type { Matrix } from "../numerics/matrix.ts";
import { nearest, relativeDistances } from "./nearest-rows.ts";
import type { KnnMultilabelOptions } from "./options.ts";
import type { KnnMultilabelTruth } from "./plan-knn-multilabel.ts";

type Context = ScoreContext<KnnMultilabelOptions, KnnMultilabelTruth>;

/**
 * Predicted labels of the test split by experiment: those that more than half of the nearest training rows have.
 * @throws MiebError `EVALUATION_INVALID_EMBEDDINGS`
 */
export async function predictLabelSets(context: Context): Promise<readonly LabelSets[]> {
  const { truth, embeddings, options, signal } = context;
  const train = await collectEmbeddings(requireSource(embeddings, "train", truth.trainRows.length));
  checkVectors(train, { request: "train", rows: truth.trainRows });
  const test = requireSource(embeddings, "test", truth.testLabels.length);
  requireSameDimension(train, test);
  const { loadKernels } = await import("@mieb/kernels");
  const [trains, kernels] = [matrixOf(train), loadKernels()];
  const predictions = truth.experiments.map(() => new Uint8Array(test.rowCount * truth.labelCount));
  let firstRow = 0;
  for await (const chunk of test.chunks()) {
    throwIfAborted(signal);
    checkVectors(chunk, { request: "test", firstRow });
    const distances = relativeDistances(matrixOf(chunk), trains, kernels);
    for (let row = 0; row < chunk.rowCount; row++) {
      const own = distances.subarray(row * trains.rows, (row + 1) * trains.rows);
      const start = (firstRow + row) * truth.labelCount;
      predictions.forEach((labels, experiment) => {
        const voters = nearest(own, truth.experiments[experiment] ?? [], options.neighbors);
        labels.set(majority(voters, truth), start);
      });
    }
    firstRow += chunk.rowCount;
  }
  return predictions.map((values) => ({ values, labelCount: truth.labelCount }));
}

function majority(voters: readonly number[], { trainLabels, labelCount }: KnnMultilabelTruth): Uint8Array {
  const votes = new Uint32Array(labelCount);
  for (const voter of voters) for (const label of new Set(trainLabels[voter])) votes[label] = (votes[label] ?? 0) + 1;
  return Uint8Array.from(votes, (count) => (2 * count > voters.length ? 1 : 0));
}

function matrixOf({ values, rowCount, dimension }: Embeddings): Matrix<Float32Array> {
  return { values, rows: rowCount, columns: dimension };
}
