import type { KernelBackend } from "./backend.ts";
import { miniBatchKMeans } from "./k-means/mini-batch-k-means.ts";
import { fitLogistic } from "./logistic/fit-logistic.ts";
import { preprocess } from "./preprocess/preprocess.ts";
import { resize } from "./preprocess/resize.ts";
import { maxSim } from "./similarity/max-sim.ts";
import { nearestRows } from "./similarity/nearest-rows.ts";
import { normalizeRows } from "./similarity/normalize-rows.ts";
import { pairedCosine, pairedDot } from "./similarity/paired.ts";
import { preciseProducts } from "./similarity/precise-products.ts";
import { similarityMatrix } from "./similarity/similarity-matrix.ts";
import { startSearch } from "./similarity/start-search.ts";

/** The kernels in TypeScript: what runs where there is no addon, and what the addon is tested against. */
export function typescriptBackend(origin: string): KernelBackend {
  return {
    tier: "typescript",
    origin,
    resize,
    preprocess: async (image, plan, into) => preprocess(image, plan, into),
    preprocessFiles: async ({ files }) => new Uint8Array(files.length),
    normalizeRows,
    startSearch,
    similarityMatrix,
    maxSim,
    pairedDot,
    pairedCosine,
    preciseProducts,
    nearestRows,
    miniBatchKMeans,
    fitLogistic,
  };
}
