import { describe, expect, it } from "vitest";
import { availableTiers, createKernels, type LogisticTraining } from "../src/index.ts";
import { logisticObjective } from "../src/logistic/logistic-objective.ts";
import { dimensions, rows } from "./vectors.ts";

function training(rowCount: number, dimension: number, outputs: number): LogisticTraining {
  const classes = outputs === 1 ? 2 : outputs;
  const labels = Uint32Array.from({ length: rowCount }, (_, row) => (row * 7) % classes);
  const vectors = rows(1, rowCount, dimension);
  return { vectors, dimension, labels, outputs, penalty: 1 / rowCount, maxIterations: 100 };
}

const typescript = createKernels("typescript");

describe.each(availableTiers())("fitLogistic on %s", (tier) => {
  const kernels = createKernels(tier);

  it.each(dimensions)("ends where TypeScript ends in dimension %i", async (dimension) => {
    for (const [rowCount, outputs] of [
      [7, 1],
      [41, 3],
      [60, 13],
    ] as const) {
      const given = training(rowCount, dimension, outputs);
      const [found, wanted] = [await kernels.fitLogistic(given), await typescript.fitLogistic(given)];
      expect(Math.abs(found.iterations - wanted.iterations)).toBeLessThanOrEqual(1);
      const largest = Math.max(...wanted.point.map(Math.abs));
      expect(found.point).toHaveLength(outputs * (dimension + 1));
      found.point.forEach((value, i) => expect(Math.abs(value - wanted.point[i]!)).toBeLessThan(0.01 * largest));
    }
  });

  it("ends where the gradient vanishes", async () => {
    const given = training(500, 65, 37);
    const { point, iterations } = await kernels.fitLogistic(given);
    expect(iterations).toBeGreaterThan(5);
    const { gradient } = logisticObjective(given)(point);
    expect(Math.max(...gradient.map(Math.abs))).toBeLessThan(1.01e-4);
  });

  it("fits a single row", async () => {
    const { point, iterations } = await kernels.fitLogistic({ ...training(1, 4, 3), labels: Uint32Array.of(1) });
    expect(iterations).toBeGreaterThan(0);
    expect(point).toHaveLength(15);
  });

  it("takes the fit as it is after the most iterations", async () => {
    const reports: number[] = [];
    const given = { ...training(90, 33, 5), maxIterations: 3, onProgress: (done: number) => void reports.push(done) };
    expect((await kernels.fitLogistic(given)).iterations).toBe(3);
    expect(reports.at(-1)).toBe(3);
  });

  it("stops on the signal, before it starts and while it runs", async () => {
    const aborted = kernels.fitLogistic({ ...training(4, 2, 2), signal: AbortSignal.abort() });
    await expect(aborted).rejects.toMatchObject({ code: "ABORTED" });
    const stop = new AbortController();
    const fit = kernels.fitLogistic({ ...training(2000, 512, 50), penalty: 1e-9, signal: stop.signal });
    stop.abort();
    await expect(fit).rejects.toMatchObject({ code: "ABORTED" });
  });

  it.each([
    [{ labels: Uint32Array.of(0, 1, 2, 0) }, "Row 2 has label 2 of 2 classes"],
    [{ labels: Uint32Array.of(0, 1) }, "not 2 for 4"],
    [{ vectors: new Float32Array(0), labels: new Uint32Array(0) }, "at least one row"],
    [{ vectors: new Float32Array(9) }, "whole rows of dimension 2, not 9 numbers"],
    [{ vectors: Float32Array.of(0, 0, 0, 0, 0, Infinity, 0, 0) }, "Training row 2 holds Infinity at position 1"],
    [{ dimension: 0 }, "Dimension"],
    [{ outputs: 0 }, "The number of outputs"],
    [{ penalty: NaN }, "The penalty is NaN"],
    [{ maxIterations: 0 }, "The number of iterations"],
  ])("refuses %j", async (change: Partial<LogisticTraining>, message) => {
    await expect(kernels.fitLogistic({ ...training(4, 2, 2), ...change })).rejects.toMatchObject({
      code: "KERNEL_INVALID_ARGUMENT",
      message: expect.stringContaining(message),
    });
  });
});
