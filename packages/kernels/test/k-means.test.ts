import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { availableTiers, createKernels, type KMeansOptions } from "../src/index.ts";
import { reassignScarceCentres } from "../src/k-means/update-centres.ts";
import { randomState } from "../src/random-state.ts";
import { dimensions, rows as randomRows } from "./vectors.ts";

interface Case {
  readonly rows: number;
  readonly clusters: number;
  readonly dimension: number;
  readonly spread: number;
  /** Points that may go to another cluster, for distances equal within float32 rounding. */
  readonly tolerated: number;
  readonly steps: number;
  readonly labels: number[];
}
const fixtureFile = new URL("./fixtures/k-means.json", import.meta.url);
const { cases } = JSON.parse(readFileSync(fixtureFile, "utf8")) as { cases: Case[] };
const options = { batchSize: 500, maxPasses: 100, seed: 42 };
const typescript = createKernels("typescript");

/** The points of the fixture's script, from the same random stream. */
function drawPoints({ rows, clusters, dimension, spread }: Case): Float32Array {
  const random = randomState(rows);
  const centres = Array.from({ length: clusters * dimension }, () => random.double());
  return Float32Array.from({ length: rows * dimension }, (_, i) => {
    const centre = Math.floor(i / dimension) % clusters;
    return centres[centre * dimension + (i % dimension)]! + random.double() * spread;
  });
}

function optionsOf(given: Case): KMeansOptions {
  return { ...options, points: drawPoints(given), dimension: given.dimension, clusterCount: given.clusters };
}

describe.each(availableTiers())("miniBatchKMeans on %s", (tier) => {
  const kernels = createKernels(tier);

  it.each(cases)("finds the clusters that scikit-learn finds: $clusters of $rows points", async (given) => {
    const found = await kernels.miniBatchKMeans(optionsOf(given));
    expect(found.steps).toBe(given.steps);
    const differing = given.labels.filter((label, row) => label !== found.labels[row]);
    expect(differing.length).toBeLessThanOrEqual(given.tolerated);
  });

  it.each(dimensions)("finds what TypeScript finds in dimension %i", async (dimension) => {
    const given = { ...options, points: randomRows(3, 45, dimension), dimension, clusterCount: 7, batchSize: 20 };
    expect(await kernels.miniBatchKMeans(given)).toEqual(await typescript.miniBatchKMeans(given));
  });

  it("puts equal points into the first cluster", async () => {
    const points = new Float32Array(20).fill(0.5);
    const { labels } = await kernels.miniBatchKMeans({ ...options, points, dimension: 2, clusterCount: 3 });
    expect([...labels]).toEqual(Array(10).fill(0));
  });

  it("makes as many clusters as there are points", async () => {
    const given = { ...options, points: randomRows(5, 9, 33), dimension: 33, clusterCount: 9 };
    expect(await kernels.miniBatchKMeans(given)).toEqual(await typescript.miniBatchKMeans(given));
  });

  it("tells how far it is", async () => {
    const given = cases[1]!;
    const reports: number[] = [];
    const { steps } = await kernels.miniBatchKMeans({
      ...optionsOf(given),
      onProgress: (compared) => reports.push(compared),
    });
    const sample = Math.min(3 * options.batchSize, given.rows);
    expect(reports.at(-1)).toBe(given.clusters * sample + (steps + 1) * given.rows);
  });

  it("stops at an abort, before it starts and while it runs", async () => {
    const given = cases.at(-1)!;
    await expect(kernels.miniBatchKMeans({ ...optionsOf(given), signal: AbortSignal.abort() })).rejects.toMatchObject({
      code: "ABORTED",
    });
    const stop = new AbortController();
    const fit = kernels.miniBatchKMeans({ ...optionsOf(given), signal: stop.signal });
    stop.abort();
    await expect(fit).rejects.toMatchObject({ code: "ABORTED" });
  });

  it.each([
    [{ clusterCount: 7 }, "6 points cannot make 7 clusters"],
    [{ clusterCount: 0 }, "The number of clusters must be a positive integer"],
    [{ batchSize: 0 }, "The batch size"],
    [{ maxPasses: 0.5 }, "The number of passes"],
    [{ seed: -1 }, "The seed is -1"],
    [{ dimension: 0 }, "Dimension"],
    [{ dimension: 5 }, "whole rows of dimension 5, not 12 numbers"],
    [{ points: Float32Array.of(1, 2, 3, NaN) }, "Point row 1 holds NaN at position 1"],
    [{ points: Float32Array.of(-Infinity, 2, 3, NaN) }, "Point row 0 holds -Infinity at position 0"],
  ])("refuses %j", async (change: Partial<KMeansOptions>, message) => {
    const given = { ...options, points: new Float32Array(12), dimension: 2, clusterCount: 2, ...change };
    await expect(kernels.miniBatchKMeans(given)).rejects.toMatchObject({
      code: "KERNEL_INVALID_ARGUMENT",
      message: expect.stringContaining(message),
    });
  });
});

describe("reassignScarceCentres", () => {
  const batch = { values: Float32Array.of(10, 20, 30, 40), rows: 4, columns: 1 };
  const clusters = (counts: number[]) => ({
    centres: { values: new Float32Array(counts.length), rows: counts.length, columns: 1 },
    counts: Float32Array.from(counts),
  });

  it("moves centres below a hundredth of the largest to random points, with the smallest count of the others", () => {
    const made = clusters([1000, 9, 500, 10]);
    reassignScarceCentres(made, batch, randomState(42));
    // numpy.random.RandomState(42).permutation(4)[0] is 1.
    expect([...made.centres.values]).toEqual([0, 20, 0, 0]);
    expect([...made.counts]).toEqual([1000, 10, 500, 10]);
  });

  it("moves at most half as many as the batch has points, those with the fewest first", () => {
    const made = clusters([5000, 3, 1, 2]);
    reassignScarceCentres(made, batch, randomState(42));
    expect([...made.counts]).toEqual([5000, 3, 3, 3]);
    expect([...made.centres.values].map((value) => value > 0)).toEqual([false, false, true, true]);
  });

  it("draws nothing when no centre is scarce", () => {
    const [used, fresh] = [randomState(42), randomState(42)];
    reassignScarceCentres(clusters([100, 50]), batch, used);
    expect(used.word()).toBe(fresh.word());
  });
});
