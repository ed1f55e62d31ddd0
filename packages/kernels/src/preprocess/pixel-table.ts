import type { PreprocessPlan } from "../kernels.ts";

/** What becomes of each of the 256 values of one channel: rescaled in float64, rounded, then normalised in float32. */
export function pixelTable(
  plan: Pick<PreprocessPlan, "rescaleFactor" | "mean" | "std">,
  channel: number,
): Float32Array {
  const mean = Math.fround(plan.mean?.[channel] ?? 0);
  const std = Math.fround(plan.std?.[channel] ?? 1);
  return Float32Array.from({ length: 256 }, (_, value) => {
    const rescaled = Math.fround(value * (plan.rescaleFactor ?? 1));
    return Math.fround(rescaled - mean) / std;
  });
}
