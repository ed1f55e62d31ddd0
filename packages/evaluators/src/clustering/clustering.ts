import {
  collectEmbeddings,
  defineEvaluator,
  readIntegers,
  type EvaluationPlan,
  type Evaluator,
  type PlanContext,
  type ScoreContext,
  type Scoring,
} from "@mieb/core";
import { clusteringMetricNames, clusteringScores, distinctLabels } from "@mieb/metrics";
import { checkVectors } from "../input/check-vectors.ts";
import { openSplit, requireTable } from "../input/open-split.ts";
import { requireSource } from "../input/require-source.ts";
import { explainClustering } from "./explain-clustering.ts";
import { clusteringOptions, type ClusteringOptions } from "./options.ts";

/** What scoring compares with. */
export interface ClusteringTruth {
  /** Gold label by row; there are as many clusters as distinct labels. */
  readonly labels: readonly number[];
}

/**
 * Clustering: mini-batch k-means on the vectors of a split, compared with its labels.
 *
 * Column roles: `image` and `label` (an integer), by default the columns of those names. Tables: `test`. All vectors of the
 * split are held in memory.
 * Source: `mteb.abstasks.AbsTaskClusteringLegacy`.
 */
export const clustering: Evaluator = defineEvaluator<ClusteringOptions, ClusteringTruth>({
  name: "clustering",
  options: clusteringOptions,
  metrics: clusteringMetricNames,
  load: async (context) => ({ test: await openSplit(context, context.split) }),
  plan,
  score,
  explain: explainClustering,
});

async function plan(context: PlanContext<ClusteringOptions>): Promise<EvaluationPlan<ClusteringTruth>> {
  const { image = "image", label = "label" } = context.columns;
  const test = requireTable(context.dataset, "test");
  return { requests: { test: { table: "test", image } }, truth: { labels: await readIntegers(test, label) } };
}

/** As the reference sets them. */
const fit = { batchSize: 500, maxPasses: 100 };

async function score(context: ScoreContext<ClusteringOptions, ClusteringTruth>): Promise<Scoring> {
  const { truth, embeddings, seed, signal } = context;
  const vectors = await collectEmbeddings(requireSource(embeddings, "test", truth.labels.length));
  checkVectors(vectors, { request: "test" });
  const { loadKernels } = await import("@mieb/kernels");
  const { values: points, dimension } = vectors;
  const clusterCount = distinctLabels(truth.labels).length;
  const { labels } = await loadKernels().miniBatchKMeans({ ...fit, points, dimension, clusterCount, seed, signal });
  return {
    scores: { ...clusteringScores(truth.labels, labels) },
    ...(context.wantsPredictions && { predictions: [...labels] }),
  };
}
