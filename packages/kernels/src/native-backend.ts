import type { NativePlan, NativePngs } from "@mieb/native";
import { MiebError } from "@mieb/core";
import type { KernelBackend } from "./backend.ts";
import type { KernelTier, PngBatch, PreprocessPlan, TopK, TopKOptions } from "./kernels.ts";
import { type Addon, calling, fromNative } from "./native-addon.ts";

/** The kernels of the addon for one instruction set. */
export function nativeBackend(addon: Addon, tier: KernelTier, origin: string): KernelBackend {
  const native = calling(() => new addon.NativeKernels(tier));
  return {
    tier,
    origin,
    resize: (image, size, resample) => ({ data: calling(() => native.resize(image, size, resample)), ...size }),
    preprocess: (image, plan, into) =>
      calling(() => native.preprocess(image, toNative(plan), into)).catch((error: unknown) => {
        throw fromNative(error);
      }),
    preprocessPngs: (batch, plan, into) =>
      calling(() => native.preprocessPngs(toNativeBatch(batch), toNative(plan), into)).catch((error: unknown) => {
        throw fromNative(error);
      }),
    normalizeRows: (values, dimension) => calling(() => native.normalizeRows(values, dimension)),
    topK: (options) => search(addon, native, options),
    similarityMatrix: (a, b, dimension) => calling(() => native.similarityMatrix(a, b, dimension)),
    pairedDot: (a, b, dimension) => calling(() => native.pairedDot(a, b, dimension)),
    pairedCosine: (a, b, dimension) => calling(() => native.pairedCosine(a, b, dimension)),
  };
}

function toNativeBatch({ files, resized, dropsAlpha }: PngBatch): NativePngs {
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
  };
}

async function search(addon: Addon, native: InstanceType<Addon["NativeKernels"]>, options: TopKOptions): Promise<TopK> {
  const { signal, ...input } = options;
  const cancellation = new addon.NativeCancellation();
  const cancel = (): void => cancellation.cancel();
  if (signal?.aborted) throw new MiebError("ABORTED", "The search was stopped.", { cause: signal.reason });
  signal?.addEventListener("abort", cancel, { once: true });
  try {
    return await native.topK(input, cancellation);
  } catch (error) {
    throw fromNative(error);
  } finally {
    signal?.removeEventListener("abort", cancel);
  }
}
