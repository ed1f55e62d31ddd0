import type { Kernels, PreprocessPlan, RgbImage } from "./kernels.ts";

/** What an implementation provides: the kernels on arguments that were already checked, with tensors to write into. */
export interface KernelBackend extends Omit<Kernels, "preprocess" | "topK"> {
  preprocess(image: RgbImage, plan: PreprocessPlan, into: Float32Array): Promise<void>;
}
