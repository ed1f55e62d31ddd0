import type { ImageSize, PreprocessPlan, RgbImage } from "../kernels.ts";
import { pixelTable } from "./pixel-table.ts";
import { resize } from "./resize.ts";

/** Size of the tensor that a plan makes of an image. */
export function tensorSize(image: ImageSize, plan: PreprocessPlan): ImageSize {
  return plan.crop ?? plan.resize ?? image;
}

/** transformers' `PilBackend._preprocess`: resize, centre crop, rescale, normalise. Writes `[3 × height × width]`. */
export function preprocess(image: RgbImage, plan: PreprocessPlan, into: Float32Array): void {
  const resized = plan.resize ? resize(image, plan.resize, plan.resample) : image;
  const size = tensorSize(image, plan);
  const left = cropStart(resized.width - size.width, plan.cropRounding);
  const top = cropStart(resized.height - size.height, plan.cropRounding);
  for (let channel = 0; channel < 3; channel++) {
    const table = pixelTable(plan, channel);
    let at = channel * size.width * size.height;
    for (let y = top; y < top + size.height; y++) {
      for (let x = left; x < left + size.width; x++) into[at++] = table[pixelAt(resized, { x, y }, channel)] ?? 0;
    }
  }
}

/** First position a crop keeps, negative where the image is smaller. */
function cropStart(cutOff: number, rounding: PreprocessPlan["cropRounding"]): number {
  const half = cutOff / 2;
  if (rounding !== "half-even") return Math.floor(half);
  if (cutOff < 0) return Math.ceil(half);
  return Number.isInteger(half) ? half : Math.round(half / 2) * 2;
}

/** Zero outside of the image. */
function pixelAt(image: RgbImage, { x, y }: { x: number; y: number }, channel: number): number {
  const inside = x >= 0 && y >= 0 && x < image.width && y < image.height;
  return inside ? (image.data[(y * image.width + x) * 3 + channel] ?? 0) : 0;
}
