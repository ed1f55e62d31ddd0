import type { LogisticFit, LogisticTraining } from "../kernels.ts";
import { checkFinite } from "../similarity/non-finite.ts";
import { minimize } from "./lbfgs.ts";
import { logisticObjective } from "./logistic-objective.ts";

/** As scikit-learn calls scipy's L-BFGS-B. */
const limits = { maxcor: 10, maxls: 50, gtol: 1e-4, ftol: 64 * Number.EPSILON };

/** Gives way to the event loop after each iteration. */
export async function fitLogistic(training: LogisticTraining): Promise<LogisticFit> {
  const { vectors, dimension, outputs, maxIterations, signal, onProgress } = training;
  checkFinite("Training", vectors, dimension);
  const start = new Float64Array(outputs * (dimension + 1));
  const options = { ...limits, maxiter: maxIterations, signal, onProgress };
  const { point, iterations } = await minimize(logisticObjective(training), start, options);
  return { point, iterations };
}
