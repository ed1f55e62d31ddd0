import { readFileSync } from "node:fs";
import { loadKernels } from "@mieb/kernels";
import { describe, expect, it } from "vitest";
import { randomState } from "../random-state.ts";
import { miniBatchKMeans } from "./mini-batch-k-means.ts";
import type { Points } from "./inertia.ts";
import { reassignScarceCentres } from "./update-centres.ts";

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
const fixtureFile = new URL("../../../test/fixtures/clustering.json", import.meta.url);
const { cases } = JSON.parse(readFileSync(fixtureFile, "utf8")) as { cases: Case[] };
const kernels = loadKernels();
const options = { batchSize: 500, maxPasses: 100, seed: 42, kernels };

/** The points of the fixture's script, from the same random stream. */
function drawPoints({ rows, clusters, dimension, spread }: Case): Points {
  const random = randomState(rows);
  const centres = Array.from({ length: clusters * dimension }, () => random.double());
  const values = Float32Array.from({ length: rows * dimension }, (_, i) => {
    const centre = Math.floor(i / dimension) % clusters;
    return centres[centre * dimension + (i % dimension)]! + random.double() * spread;
  });
  return { values, rows, columns: dimension };
}

describe("miniBatchKMeans finds the clusters that scikit-learn finds", () => {
  it.each(cases)("$rows points in $clusters clusters", async (given) => {
    const found = await miniBatchKMeans(drawPoints(given), { ...options, clusterCount: given.clusters });
    expect(found.steps).toBe(given.steps);
    const differing = given.labels.filter((label, row) => label !== found.labels[row]);
    expect(differing.length).toBeLessThanOrEqual(given.tolerated);
  });
});

describe("miniBatchKMeans", () => {
  it("puts equal points into the first cluster", async () => {
    const points = { values: new Float32Array(20).fill(0.5), rows: 10, columns: 2 };
    const { labels } = await miniBatchKMeans(points, { ...options, clusterCount: 3 });
    expect([...labels]).toEqual(Array(10).fill(0));
  });

  it("stops at an abort", async () => {
    const fit = miniBatchKMeans(drawPoints(cases[1]!), { ...options, clusterCount: 6, signal: AbortSignal.abort() });
    await expect(fit).rejects.toMatchObject({ code: "ABORTED" });
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
