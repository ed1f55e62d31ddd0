import type { ImageSize, Resample, RgbImage } from "../kernels.ts";
import { resampleFilters } from "./resample-filters.ts";
import { PRECISION_BITS, type ResampleWeights, resampleWeights } from "./resample-weights.ts";
import { resizeNearest } from "./resize-nearest.ts";

/** Pillow 13's `Image.resize` on 8-bit RGB: one pass per axis, rounded and clipped to 8 bits after each. */
export function resize(image: RgbImage, size: ImageSize, resample: Resample): RgbImage {
  if (image.width === size.width && image.height === size.height) return { ...image, data: image.data.slice() };
  if (resample === "nearest") return resizeNearest(image, size);
  const columns = axisWeights(image.width, size.width, resample);
  const rows = axisWeights(image.height, size.height, resample);
  if (isVerticalFirst(image, size)) return resizeHorizontally(resizeVertically(image, rows), columns);
  return resizeVertically(resizeHorizontally(image, columns), rows);
}

function axisWeights(
  inputSize: number,
  outputSize: number,
  resample: Exclude<Resample, "nearest">,
): ResampleWeights | null {
  return inputSize === outputSize ? null : resampleWeights(inputSize, outputSize, resampleFilters[resample]);
}

/**
 * Which pass comes first decides the rounding. Pillow before 13 always began with the horizontal one; since then it
 * begins with the vertical one where the image loses more than twice as many rows as columns.
 */
export function isVerticalFirst(image: ImageSize, size: ImageSize): boolean {
  const lostRows = image.height - size.height;
  return lostRows > 0 && lostRows > 2 * (image.width - size.width);
}

function resizeHorizontally(image: RgbImage, weights: ResampleWeights | null): RgbImage {
  if (!weights) return image;
  const { height } = image;
  const width = weights.starts.length;
  const data = new Uint8Array(width * height * 3);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const input = (y * image.width + (weights.starts[x] ?? 0)) * 3;
      blend({ pixels: image.data, input, stride: 3, weights, output: x, target: data, at: (y * width + x) * 3 });
    }
  }
  return { data, width, height };
}

function resizeVertically(image: RgbImage, weights: ResampleWeights | null): RgbImage {
  if (!weights) return image;
  const { width } = image;
  const height = weights.starts.length;
  const stride = width * 3;
  const data = new Uint8Array(stride * height);
  for (let y = 0; y < height; y++) {
    const inputRow = (weights.starts[y] ?? 0) * stride;
    for (let x = 0; x < width; x++) {
      const at = y * stride + x * 3;
      blend({ pixels: image.data, input: inputRow + x * 3, stride, weights, output: y, target: data, at });
    }
  }
  return { data, width, height };
}

interface Blend {
  readonly pixels: Uint8Array;
  /** Offset of the first pixel read; the following ones are `stride` bytes apart. */
  readonly input: number;
  readonly stride: number;
  readonly weights: ResampleWeights;
  /** Which output position's weights apply. */
  readonly output: number;
  readonly target: Uint8Array;
  readonly at: number;
}

/** Writes one output pixel: the weighted sum of its input pixels, rounded half up and clipped to 0 to 255. */
function blend({ pixels, input, stride, weights, output, target, at }: Blend): void {
  let red = 1 << (PRECISION_BITS - 1);
  let green = red;
  let blue = red;
  const count = weights.counts[output] ?? 0;
  for (let tap = 0; tap < count; tap++) {
    const weight = weights.values[output * weights.taps + tap] ?? 0;
    const pixel = input + tap * stride;
    red += (pixels[pixel] ?? 0) * weight;
    green += (pixels[pixel + 1] ?? 0) * weight;
    blue += (pixels[pixel + 2] ?? 0) * weight;
  }
  target[at] = clip(red);
  target[at + 1] = clip(green);
  target[at + 2] = clip(blue);
}

function clip(sum: number): number {
  return Math.min(255, Math.max(0, sum >> PRECISION_BITS));
}
