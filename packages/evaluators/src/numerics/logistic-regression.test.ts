import { readFileSync } from "node:fs";
import { availableTiers, createKernels } from "@mieb/kernels";
import { describe, expect, it } from "vitest";
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

describe.each(availableTiers().map((tier) => createKernels(tier)))(
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
        { maxIterations: 100, kernels, signal },
      );
      await expect(fit).rejects.toMatchObject({ code: "ABORTED" });
    });
  },
);
