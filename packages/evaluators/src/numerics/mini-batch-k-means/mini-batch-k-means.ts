import { setImmediate } from "node:timers/promises";
import type { Kernels } from "@mieb/kernels";
import { throwIfAborted } from "../../input/throw-if-aborted.ts";
import { randomState, type RandomState } from "../random-state.ts";
import { kMeansPlusPlus } from "./k-means-plus-plus.ts";
import { inertia, type Points } from "./inertia.ts";
import { stoppingRule } from "./stopping-rule.ts";
import { uniformChoice } from "./uniform-choice.ts";
import { reassignScarceCentres, updateCentres, type Clusters } from "./update-centres.ts";

/** How a fit is done. */
export interface KMeansOptions {
  /** At most the number of points. */
  readonly clusterCount: number;
  readonly batchSize: number;
  /** Passes over the data, in numbers of points. */
  readonly maxPasses: number;
  readonly seed: number;
  readonly kernels: Kernels;
  readonly signal?: AbortSignal | undefined;
}

/** A finished fit. */
export interface KMeans {
  /** Cluster of each point. */
  readonly labels: Int32Array;
  readonly steps: number;
}

/**
 * Mini-batch k-means (Sculley 2010), equal to `sklearn.cluster.MiniBatchKMeans(n_init=1)` on float32 data draw by draw; the
 * labels are the same but for points whose distances from two centres agree within float32 rounding.
 * @throws MiebError `ABORTED`
 */
export async function miniBatchKMeans(points: Points, options: KMeansOptions): Promise<KMeans> {
  const { clusterCount, kernels, signal } = options;
  const random = randomState(options.seed);
  const batchSize = Math.min(options.batchSize, points.rows);
  const clusters = firstClusters(points, { clusterCount, batchSize, random, kernels });
  const draw = uniformChoice(random, points.rows);
  const isDone = stoppingRule(points.rows, batchSize);
  const mayReassign = reassignmentRule(clusters.counts, batchSize);
  const mostSteps = Math.floor((options.maxPasses * points.rows) / batchSize);
  let steps = 0;
  for (let ended = false; !ended && steps < mostSteps; steps++) {
    await setImmediate();
    throwIfAborted(signal);
    const batch = pickRows(points, Array.from({ length: batchSize }, draw));
    const nearest = kernels.nearestRows(batch.values, clusters.centres.values, points.columns);
    const batchInertia = inertia(batch, clusters.centres, nearest);
    const reassigns = mayReassign();
    updateCentres(clusters, batch, nearest);
    if (reassigns) reassignScarceCentres(clusters, batch, random);
    ended = isDone(batchInertia);
  }
  return { labels: labelAll(points, clusters.centres, kernels), steps };
}

interface Start {
  readonly clusterCount: number;
  readonly batchSize: number;
  readonly random: RandomState;
  readonly kernels: Kernels;
}

function firstClusters(points: Points, { clusterCount, batchSize, random, kernels }: Start): Clusters {
  const wanted = 3 * (3 * batchSize < clusterCount ? clusterCount : batchSize);
  const sampleSize = Math.min(wanted, points.rows);
  const drawRows = (): number[] => Array.from({ length: sampleSize }, () => random.interval(points.rows - 1));
  // scikit-learn draws a validation sample to choose between several starts; with one start only the draws matter.
  drawRows();
  const sample = sampleSize < points.rows ? pickRows(points, drawRows()) : points;
  const centres = pickRows(sample, kMeansPlusPlus(sample, clusterCount, { random, kernels }));
  return { centres, counts: new Float32Array(clusterCount) };
}

/** Tells before each step whether scarce centres may move after it: while one is empty, else every ten points per centre. */
function reassignmentRule(counts: Float32Array, batchSize: number): () => boolean {
  let seen = 0;
  return () => {
    seen += batchSize;
    const isDue = counts.includes(0) || seen >= 10 * counts.length;
    if (isDue) seen = 0;
    return isDue;
  };
}

/** Points labelled at a time, so that what is kept beside the points stays small. */
const blockRows = 8192;

function labelAll(points: Points, centres: Points, kernels: Kernels): Int32Array {
  const labels = new Int32Array(points.rows);
  for (let start = 0; start < points.rows; start += blockRows) {
    const rows = Math.min(blockRows, points.rows - start);
    const values = points.values.subarray(start * points.columns, (start + rows) * points.columns);
    labels.set(kernels.nearestRows(values, centres.values, points.columns), start);
  }
  return labels;
}

function pickRows({ values, columns }: Points, rows: readonly number[]): Points {
  const picked = new Float32Array(rows.length * columns);
  rows.forEach((row, i) => picked.set(values.subarray(row * columns, (row + 1) * columns), i * columns));
  return { values: picked, rows: rows.length, columns };
}
