import type { ImageSize, KernelTier, PreprocessPlan, Resample, RgbImage, TopK, TopKOptions } from "./kernels.ts";

/**
 * What an implementation provides: the functions of `Kernels` on arguments that were already checked, with outputs
 * to write into.
 */
export interface KernelBackend {
  readonly tier: KernelTier;
  readonly origin: string;
  resize(image: RgbImage, size: ImageSize, resample: Resample): RgbImage;
  preprocess(image: RgbImage, plan: PreprocessPlan, into: Float32Array): Promise<void>;
  normalizeRows(values: Float32Array, dimension: number): Float32Array;
  topK(options: TopKOptions): Promise<TopK>;
  similarityMatrix(a: Float32Array, b: Float32Array, dimension: number): Float32Array;
  pairedDot(a: Float32Array, b: Float32Array, dimension: number): Float32Array;
  pairedCosine(a: Float32Array, b: Float32Array, dimension: number): Float32Array;
}
