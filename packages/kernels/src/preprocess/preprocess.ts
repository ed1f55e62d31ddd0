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
  const left = Math.floor((resized.width - size.width) / 2);
  const top = Math.floor((resized.height - size.height) / 2);
  for (let channel = 0; channel < 3; channel++) {
    const table = pixelTable(plan, channel);
    let at = channel * size.width * size.height;
    for (let y = top; y < top + size.height; y++) {
      for (let x = left; x < left + size.width; x++) into[at++] = table[pixelAt(resized, { x, y }, channel)] ?? 0;
    }
  }
}

/** Zero outside of the image. */
function pixelAt(image: RgbImage, { x, y }: { x: number; y: number }, channel: number): number {
  const inside = x >= 0 && y >= 0 && x < image.width && y < image.height;
  return inside ? (image.data[(y * image.width + x) * 3 + channel] ?? 0) : 0;
}
