import {
  collectEmbeddings,
  type Embeddings,
  type EmbeddingSource,
  type ScoreContext,
  type Scores,
  type Scoring,
} from "@mieb/core";
import type { Kernels } from "@mieb/kernels";
import { classificationMetricNames, classificationScores, type ClassificationScores } from "@mieb/metrics";
import { checkVectors } from "../input/check-vectors.ts";
import { requireSource } from "../input/require-source.ts";
import { throwIfAborted } from "../input/throw-if-aborted.ts";
import { fitLogisticRegression, predictLabels, type LogisticRegression } from "../numerics/logistic-regression.ts";
import type { LinearProbeOptions } from "./options.ts";
import type { LinearProbeTruth } from "./plan-linear-probe.ts";

/** The reference's limit; probes that have not converged by then are taken as they are. */
const maxIterations = 100;

/** Trains one classifier per experiment and averages their scores on the test split. */
export async function scoreLinearProbe(context: ScoreContext<LinearProbeOptions, LinearProbeTruth>): Promise<Scoring> {
  const { truth, signal } = context;
  const train = await collectEmbeddings(requireSource(context.embeddings, "train", truth.trainRows.length));
  checkVectors(train, { request: "train", rows: truth.trainRows });
  const { loadKernels } = await import("@mieb/kernels");
  const kernels = loadKernels();
  const probes: LogisticRegression[] = [];
  for (const positions of truth.experiments) {
    const labels = positions.map((position) => truth.trainLabels[position] ?? 0);
    probes.push(
      await fitLogisticRegression({ vectors: pickRows(train, positions), labels }, { maxIterations, kernels, signal }),
    );
  }
  const test = requireSource(context.embeddings, "test", truth.testLabels.length);
  const predictions = await predictAll(probes, test, { kernels, signal });
  const scores = predictions.map((predicted) => classificationScores(truth.testLabels, predicted, predicted));
  return { scores: aggregate(scores), ...(context.wantsPredictions && { predictions }) };
}

function pickRows({ values, dimension }: Embeddings, rows: readonly number[]): VectorRows {
  const picked = new Float32Array(rows.length * dimension);
  rows.forEach((row, i) => picked.set(values.subarray(row * dimension, (row + 1) * dimension), i * dimension));
  return { values: picked, rows: rows.length, columns: dimension };
}

type VectorRows = Parameters<typeof predictLabels>[1];

/** Predicted labels of every probe, from one walk over the test vectors. */
async function predictAll(
  probes: readonly LogisticRegression[],
  test: EmbeddingSource,
  { kernels, signal }: { readonly kernels: Kernels; readonly signal: AbortSignal | undefined },
): Promise<readonly (readonly number[])[]> {
  const predictions = probes.map((): number[] => []);
  for await (const chunk of test.chunks()) {
    throwIfAborted(signal);
    checkVectors(chunk, { request: "test", firstRow: predictions[0]?.length ?? 0 });
    const rows: VectorRows = { values: chunk.values, rows: chunk.rowCount, columns: chunk.dimension };
    probes.forEach((probe, i) => {
      for (const label of predictLabels(probe, rows, kernels)) predictions[i]?.push(label);
    });
  }
  return predictions;
}

/** Each metric's mean over the experiments that define it; NaN where none does. */
function aggregate(experiments: readonly ClassificationScores[]): Scores {
  const mean = (name: keyof ClassificationScores): number => {
    const values = experiments.map((scores) => scores[name]).filter((value) => value !== null);
    return values.reduce((sum, value) => sum + value, 0) / values.length;
  };
  return {
    scores_per_experiment: experiments.map((scores) => ({ ...scores })),
    ...Object.fromEntries(classificationMetricNames.map((name) => [name, mean(name)])),
  };
}
