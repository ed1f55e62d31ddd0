import type { ImageSize, PreprocessPlan, RgbImage } from "@mieb/kernels";

/** Weights of the source rows or columns that make up one of the result. */
interface Window {
  readonly first: number;
  readonly weights: Float32Array;
}

/**
 * The pixel tensor `[3 × height × width]` of an image processor that rescales before it resizes: bilinear with antialiasing, in float32
 * and not rounded to 8 bits, as torchvision does it. Steps are rounded to float32 where torch's processor kernels round
 * them (`_upsample_bilinear2d_aa`: columns first, then rows).
 * @param plan with a size and without a crop
 * @param into where to write; must hold exactly the tensor. Default: a new array
 */
export function floatPixels(image: RgbImage, plan: PreprocessPlan, into?: Float32Array): Float32Array {
  const size = plan.resize ?? { width: image.width, height: image.height };
  const tensor = into ?? new Float32Array(3 * size.width * size.height);
  for (let channel = 0; channel < 3; channel++) {
    const values = resized(channelOf(image, channel, plan.rescaleFactor ?? 1), image, size);
    const mean = Math.fround(plan.mean?.[channel] ?? 0);
    const std = Math.fround(plan.std?.[channel] ?? 1);
    const offset = channel * values.length;
    for (let i = 0; i < values.length; i++) tensor[offset + i] = Math.fround((values[i] as number) - mean) / std;
  }
  return tensor;
}

function channelOf({ data, width, height }: RgbImage, channel: number, factor: number): Float32Array {
  const values = new Float32Array(width * height);
  const scale = Math.fround(factor);
  for (let i = 0; i < values.length; i++) values[i] = (data[3 * i + channel] as number) * scale;
  return values;
}

function resized(values: Float32Array, from: ImageSize, to: ImageSize): Float32Array {
  if (from.width === to.width && from.height === to.height) return values;
  const columns = withColumns(values, from, windows(from.width, to.width));
  return withRows(columns, to.width, windows(from.height, to.height));
}

function withColumns(values: Float32Array, { width, height }: ImageSize, columns: readonly Window[]): Float32Array {
  const result = new Float32Array(columns.length * height);
  columns.forEach(({ first, weights }, column) => {
    const plain = plainProducts(weights.length);
    for (let row = 0; row < height; row++) {
      const start = row * width + first;
      let sum = Math.fround((values[start] as number) * (weights[0] as number));
      for (let i = 1; i < weights.length; i++) {
        const product = (values[start + i] as number) * (weights[i] as number);
        sum = Math.fround((i <= plain ? Math.fround(product) : product) + sum);
      }
      result[row * columns.length + column] = sum;
    }
  });
  return result;
}

function withRows(values: Float32Array, width: number, rows: readonly Window[]): Float32Array {
  const result = new Float32Array(rows.length * width);
  rows.forEach(({ first, weights }, row) => {
    const target = result.subarray(row * width, (row + 1) * width);
    const plain = plainProducts(weights.length);
    weights.forEach((weight, i) => {
      const start = (first + i) * width;
      for (let column = 0; column < width; column++) {
        const product = (values[start + column] as number) * weight;
        target[column] = (i <= plain ? Math.fround(product) : product) + (target[column] as number);
      }
    });
  });
  return result;
}

/**
 * How many products after the first are rounded before they are added: torch's builds multiply four at a time and add them one by one,
 * and take what is left over with fused multiply-adds.
 */
function plainProducts(count: number): number {
  return count - 1 - ((count - 1) % 4);
}

/** For each place of the result the triangle filter over the source, wide enough not to skip any of it; sums are 1. */
function windows(from: number, to: number): readonly Window[] {
  const { fround } = Math;
  const scale = fround(from / to);
  const support = Math.max(scale, 1);
  const inverse = scale >= 1 ? fround(1 / scale) : 1;
  return Array.from({ length: to }, (_, place) => {
    const center = fround(scale * (place + 0.5));
    const first = Math.max(Math.trunc(fround(center - support) + 0.5), 0);
    const end = Math.min(Math.trunc(fround(center + support) + 0.5), from);
    const weights = new Float32Array(end - first);
    let total = 0;
    for (let i = 0; i < weights.length; i++) {
      const distance = Math.abs(fround((fround(i + first - center) + 0.5) * inverse));
      weights[i] = Math.max(1 - distance, 0);
      total = fround(total + (weights[i] as number));
    }
    return { first, weights: weights.map((weight) => weight / total) };
  });
}
