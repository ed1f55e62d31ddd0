import { setImmediate } from "node:timers/promises";
import type { KMeans, KMeansOptions } from "../kernels.ts";
import { randomState, type RandomState } from "../random-state.ts";
import { nearestRows } from "../similarity/nearest-rows.ts";
import { checkFinite } from "../similarity/non-finite.ts";
import { throwIfAborted } from "../throw-if-aborted.ts";
import { kMeansPlusPlus } from "./k-means-plus-plus.ts";
import { inertia, type Points } from "./inertia.ts";
import { stoppingRule } from "./stopping-rule.ts";
import { uniformChoice } from "./uniform-choice.ts";
import { reassignScarceCentres, updateCentres, type Clusters } from "./update-centres.ts";

/** Gives way to the event loop after each first centre, each step and each block of labels. */
export async function miniBatchKMeans(options: KMeansOptions): Promise<KMeans> {
  checkFinite("Point", options.points, options.dimension);
  const points = {
    values: options.points,
    rows: options.points.length / options.dimension,
    columns: options.dimension,
  };
  const random = randomState(options.seed);
  const batchSize = Math.min(options.batchSize, points.rows);
  const watch = watched(options);
  const clusters = await firstClusters(points, { clusterCount: options.clusterCount, batchSize, random, watch });
  const draw = uniformChoice(random, points.rows);
  const isDone = stoppingRule(points.rows, batchSize);
  const mayReassign = reassignmentRule(clusters.counts, batchSize);
  const mostSteps = Math.floor((options.maxPasses * points.rows) / batchSize);
  let steps = 0;
  for (let ended = false; !ended && steps < mostSteps; steps++) {
    const batch = pickRows(points, Array.from({ length: batchSize }, draw));
    const nearest = nearestRows(batch.values, clusters.centres.values, points.columns);
    const batchInertia = inertia(batch, clusters.centres, nearest);
    const reassigns = mayReassign();
    updateCentres(clusters, batch, nearest);
    if (reassigns) reassignScarceCentres(clusters, batch, random);
    ended = isDone(batchInertia);
    await watch(batchSize);
  }
  return { labels: await labelAll(points, clusters.centres, watch), steps };
}

/** Called with the number of points compared since the last call. */
type Watch = (compared: number) => Promise<void>;

function watched({ signal, onProgress }: KMeansOptions): Watch {
  let total = 0;
  return async (compared) => {
    total += compared;
    onProgress?.(total);
    await setImmediate();
    throwIfAborted(signal);
  };
}

interface Start {
  readonly clusterCount: number;
  readonly batchSize: number;
  readonly random: RandomState;
  readonly watch: Watch;
}

async function firstClusters(points: Points, { clusterCount, batchSize, ...choice }: Start): Promise<Clusters> {
  const wanted = 3 * (3 * batchSize < clusterCount ? clusterCount : batchSize);
  const sampleSize = Math.min(wanted, points.rows);
  const drawRows = (): number[] => Array.from({ length: sampleSize }, () => choice.random.interval(points.rows - 1));
  // scikit-learn draws a validation sample to choose between several starts; with one start only the draws matter.
  drawRows();
  const sample = sampleSize < points.rows ? pickRows(points, drawRows()) : points;
  const centres = pickRows(sample, await kMeansPlusPlus(sample, { ...choice, count: clusterCount }));
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

async function labelAll(points: Points, centres: Points, watch: Watch): Promise<Int32Array> {
  const labels = new Int32Array(points.rows);
  for (let start = 0; start < points.rows; start += blockRows) {
    const rows = Math.min(blockRows, points.rows - start);
    const values = points.values.subarray(start * points.columns, (start + rows) * points.columns);
    labels.set(nearestRows(values, centres.values, points.columns), start);
    await watch(rows);
  }
  return labels;
}

function pickRows({ values, columns }: Points, rows: readonly number[]): Points {
  const picked = new Float32Array(rows.length * columns);
  rows.forEach((row, i) => picked.set(values.subarray(row * columns, (row + 1) * columns), i * columns));
  return { values: picked, rows: rows.length, columns };
}
