import type { NativeControl, NativeFiles, NativePlan } from "@mieb/native";
import type { KernelBackend } from "./backend.ts";
import type { FileBatch, KernelTier, MaxSimOptions, PreprocessPlan, SearchOptions, TopKSearch } from "./kernels.ts";
import { checkOutput } from "./check-arguments.ts";
import { type Addon, calling, fromNative } from "./native-addon.ts";
import { controlled } from "./native-control.ts";

/** The kernels of the addon for one instruction set. */
export function nativeBackend(addon: Addon, tier: KernelTier, origin: string): KernelBackend {
  const native = calling(() => new addon.NativeKernels(tier));
  return {
    tier,
    origin,
    resize: (image, size, resample) => ({ data: calling(() => native.resize(image, size, resample)), ...size }),
    async preprocess(image, plan, into) {
      const work = calling(() => native.preprocess(image, toNative(plan), into.length));
      const tensor = await work.catch(rethrow);
      checkOutput(into, tensor.length).set(tensor);
    },
    preprocessFiles: (batch, plan, into) => preprocessFiles(native, batch, { plan, into }),
    normalizeRows: (values, dimension) => calling(() => native.normalizeRows(values, dimension)),
    startSearch: (options) => startSearch(addon, native, options),
    similarityMatrix: (a, b, dimension) => calling(() => native.similarityMatrix(a, b, dimension)),
    maxSim: (options) => maxSim(addon, native, options),
    pairedDot: (a, b, dimension) => calling(() => native.pairedDot(a, b, dimension)),
    pairedCosine: (a, b, dimension) => calling(() => native.pairedCosine(a, b, dimension)),
    preciseProducts: (a, b, dimension) => calling(() => native.preciseProducts(a, b, dimension)),
    nearestRows: (points, centres, dimension) => calling(() => native.nearestRows(points, centres, dimension)),
    miniBatchKMeans({ signal, onProgress, ...options }) {
      return controlled(addon, { signal, onProgress }, (control) => native.miniBatchKMeans(options, control));
    },
    fitLogistic({ signal, onProgress, ...training }) {
      return controlled(addon, { signal, onProgress }, (control) => native.fitLogistic(training, control));
    },
  };
}

function rethrow(error: unknown): never {
  throw fromNative(error);
}

interface FilesOutput {
  readonly plan: PreprocessPlan;
  readonly into: Float32Array;
}

/** Tensors come in memory of the addon's and are copied, so that `into` can be transferred at any time. */
async function preprocessFiles(
  native: InstanceType<Addon["NativeKernels"]>,
  batch: FileBatch,
  { plan, into }: FilesOutput,
): Promise<Uint8Array> {
  const work = calling(() => native.preprocessFiles(toNativeBatch(batch), toNative(plan), into.length));
  const { taken, tensors } = await work.catch(rethrow);
  checkOutput(into, tensors.length);
  const length = tensors.length / taken.length;
  taken.forEach((isTaken, file) => {
    if (isTaken) into.set(tensors.subarray(file * length, (file + 1) * length), file * length);
  });
  return taken;
}

function maxSim(
  addon: Addon,
  native: InstanceType<Addon["NativeKernels"]>,
  { queries, documents, dimension, paddedTo = 0, ...watch }: MaxSimOptions,
): Promise<Float32Array> {
  const lists = {
    queries: queries.values,
    queryOffsets: queries.offsets,
    documents: documents.values,
    documentOffsets: documents.offsets,
  };
  return controlled(addon, watch, (control) => native.maxSim({ ...lists, dimension, paddedTo }, control));
}

function toNativeBatch({ files, resized, dropsAlpha }: FileBatch): NativeFiles {
  const sizes = (resized ?? []).flatMap(({ width, height }) => [width, height]);
  return { files: [...files], resized: Uint32Array.from(sizes), dropsAlpha };
}

function toNative(plan: PreprocessPlan): NativePlan {
  return {
    resample: plan.resample,
    rescaleFactor: plan.rescaleFactor ?? 1,
    mean: [...(plan.mean ?? [0, 0, 0])],
    std: [...(plan.std ?? [1, 1, 1])],
    ...(plan.resize && { resize: plan.resize }),
    ...(plan.crop && { crop: plan.crop }),
    ...(plan.cropRounding === "half-even" && { cropHalfEven: true }),
  };
}

function startSearch(
  addon: Addon,
  native: InstanceType<Addon["NativeKernels"]>,
  { queries, dimension, k, normalize = false, ...watch }: SearchOptions,
): TopKSearch {
  const search = calling(() => native.search({ queries, dimension, k, normalize }));
  let before = 0;
  const step = async (rowCount: number, work: (control: NativeControl) => Promise<void>): Promise<void> => {
    const onProgress = watch.onProgress && ((done: number) => watch.onProgress?.(before + done));
    await controlled(addon, { ...watch, onProgress }, work);
    before += (queries.length / dimension) * rowCount;
  };
  return {
    add(documents) {
      return step(documents.length / dimension, (control) => search.add(documents, control));
    },
    addFile: (rows) => step(rows.rowCount, (control) => search.addFile(rows, control)),
    finish: () => controlled(addon, {}, () => search.finish()),
  };
}
