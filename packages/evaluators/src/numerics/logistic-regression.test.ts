import { readFileSync } from "node:fs";
import { createKernels, loadKernels } from "@mieb/kernels";
import { describe, expect, it } from "vitest";
import { minimize } from "./lbfgs.ts";
import { fitLogisticRegression, predictLabels } from "./logistic-regression.ts";

interface Regression {
  readonly name: string;
  readonly dimension: number;
  readonly train: number[];
  readonly labels: number[];
  readonly test: number[];
  readonly predictions: number[];
  /** Predictions that scikit-learn itself changes when the features are reordered: a fit that has not converged. */
  readonly tolerated: number;
  readonly iterations: number;
  readonly coefficients: number[];
}
const fixtureFile = new URL("../../test/fixtures/linear-probe.json", import.meta.url);
const { regressions } = JSON.parse(readFileSync(fixtureFile, "utf8")) as { regressions: Regression[] };

const matrix = (values: number[], columns: number) => ({
  values: Float32Array.from(values),
  rows: values.length / columns,
  columns,
});

describe.each([loadKernels(), createKernels("typescript")])(
  "fitLogisticRegression on $tier ends where scikit-learn ends",
  (kernels) => {
    it.each(regressions)("$name", async ({ dimension, train, labels, test, ...expected }) => {
      const model = await fitLogisticRegression(
        { vectors: matrix(train, dimension), labels },
        { maxIterations: 100, kernels },
      );
      const predicted = predictLabels(model, matrix(test, dimension), kernels);
      const differing = predicted.filter((label, row) => label !== expected.predictions[row]);
      expect(Math.abs(model.iterations - expected.iterations)).toBeLessThanOrEqual(1);
      expect(differing.length).toBeLessThanOrEqual(expected.tolerated);
      if (expected.tolerated > 0) return;
      const closeness = Math.max(
        ...expected.coefficients.map((value, i) => Math.abs(model.weights.values[i]! - value)),
      );
      expect(closeness).toBeLessThan(0.01 * Math.max(...expected.coefficients.map(Math.abs)));
    });

    it("stops at an abort", async () => {
      const { dimension, train, labels } = regressions[1]!;
      const signal = AbortSignal.abort();
      const fit = fitLogisticRegression(
        { vectors: matrix(train, dimension), labels },
        { maxIterations: 100, kernels: loadKernels(), signal },
      );
      await expect(fit).rejects.toMatchObject({ code: "ABORTED" });
    });
  },
);

describe("minimize", () => {
  const options = { maxcor: 10, maxiter: 200, maxls: 50, gtol: 1e-8, ftol: 0 };

  it("finds the minimum of Rosenbrock's valley", async () => {
    const valley = async ([x = 0, y = 0]: ArrayLike<number> & Iterable<number>) => ({
      value: (1 - x) ** 2 + 100 * (y - x * x) ** 2,
      gradient: Float64Array.of(-2 * (1 - x) - 400 * x * (y - x * x), 200 * (y - x * x)),
    });
    const { point, iterations } = await minimize(valley, Float64Array.of(-1.2, 1), options);
    expect([...point].map((value) => Math.round(value * 1e6) / 1e6)).toEqual([1, 1]);
    expect(iterations).toBeLessThan(50);
  });

  it("stays where the gradient already vanishes", async () => {
    const start = Float64Array.of(0, 0);
    const result = await minimize(async () => ({ value: 3, gradient: Float64Array.of(0, 0) }), start, options);
    expect(result).toEqual({ point: start, value: 3, iterations: 0 });
  });

  it("gives up where no step goes down", async () => {
    const rising = async (point: Float64Array) => ({ value: Math.abs(point[0]!), gradient: Float64Array.of(-1) });
    const result = await minimize(rising, Float64Array.of(0), options);
    expect(result).toEqual({ point: Float64Array.of(0), value: 0, iterations: 0 });
  });
});
