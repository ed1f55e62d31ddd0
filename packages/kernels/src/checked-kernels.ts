import type { KernelBackend } from "./backend.ts";
import {
  checkClustering,
  checkCount,
  checkEachHasVectors,
  checkImage,
  checkLists,
  checkOutput,
  checkPadding,
  checkPairs,
  checkPlan,
  checkProducts,
  checkFiles,
  checkResample,
  checkRows,
  checkSize,
  checkTraining,
} from "./check-arguments.ts";
import { checkedSearch } from "./checked-search.ts";
import type { Kernels } from "./kernels.ts";
import { tensorSize } from "./preprocess/preprocess.ts";
import { throwIfAborted } from "./throw-if-aborted.ts";

/** A backend behind the checks that every implementation relies on. */
export function checkedKernels(backend: KernelBackend): Kernels {
  return {
    tier: backend.tier,
    origin: backend.origin,
    resize(image, size, resample) {
      checkImage(image);
      checkSize("Target", size);
      checkResample(resample);
      return backend.resize(image, size, resample);
    },
    async preprocess(image, plan, into) {
      checkImage(image);
      checkPlan(plan);
      const { width, height } = tensorSize(image, plan);
      const length = 3 * width * height;
      const tensor = into ? checkOutput(into, length) : new Float32Array(length);
      await backend.preprocess(image, plan, tensor);
      return tensor;
    },
    async preprocessFiles(batch, plan, into) {
      checkPlan(plan);
      checkFiles(batch, into);
      return batch.files.length === 0 ? new Uint8Array(0) : backend.preprocessFiles(batch, plan, into);
    },
    normalizeRows(values, dimension) {
      checkRows("Values", values, dimension);
      return backend.normalizeRows(values, dimension);
    },
    ...checkedSearch(backend),
    ...checkedProducts(backend),
    async miniBatchKMeans(options) {
      checkClustering(options);
      throwIfAborted(options.signal);
      return backend.miniBatchKMeans(options);
    },
    async fitLogistic(training) {
      checkTraining(training);
      throwIfAborted(training.signal);
      return backend.fitLogistic(training);
    },
  };
}

function checkMatrix(a: Float32Array, b: Float32Array, dimension: number): void {
  checkRows("Left side", a, dimension);
  checkRows("Right side", b, dimension);
  checkProducts(a.length / dimension, b.length / dimension);
}

type Products = "similarityMatrix" | "maxSim" | "pairedDot" | "pairedCosine" | "preciseProducts" | "nearestRows";

function checkedProducts(backend: KernelBackend): Pick<Kernels, Products> {
  return {
    preciseProducts(a, b, dimension) {
      checkMatrix(a, b, dimension);
      return backend.preciseProducts(a, b, dimension);
    },
    nearestRows(points, centres, dimension) {
      checkRows("Points", points, dimension);
      checkRows("Centres", centres, dimension);
      checkCount("The number of centres", centres.length / dimension);
      return backend.nearestRows(points, centres, dimension);
    },
    similarityMatrix(a, b, dimension) {
      checkMatrix(a, b, dimension);
      return backend.similarityMatrix(a, b, dimension);
    },
    async maxSim(options) {
      checkLists("Query", options.queries, options.dimension);
      checkLists("Document", options.documents, options.dimension);
      checkEachHasVectors(options.documents);
      checkProducts(options.queries.offsets.length - 1, options.documents.offsets.length - 1);
      checkPadding(options.paddedTo);
      throwIfAborted(options.signal);
      return backend.maxSim(options);
    },
    pairedDot(a, b, dimension) {
      checkPairs(a, b, dimension);
      return backend.pairedDot(a, b, dimension);
    },
    pairedCosine(a, b, dimension) {
      checkPairs(a, b, dimension);
      return backend.pairedCosine(a, b, dimension);
    },
  };
}
