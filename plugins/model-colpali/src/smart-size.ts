import { MiebError } from "@mieb/core";
import { roundHalfEven } from "@mieb/onnx";

/** How many pixels an image may have after resizing. */
export interface PixelRange {
  readonly minPixels: number;
  readonly maxPixels: number;
}

interface Size {
  readonly width: number;
  readonly height: number;
}

/** Longest side over shortest that the reference takes. */
const longestRatio = 200;

/**
 * The size in pixels nearest an image's own whose sides are multiples of `factor` and whose area lies in the range, its
 * proportions nearly kept. Source: `smart_resize` of transformers' Qwen2-VL.
 * @throws MiebError `IMAGE_UNSUPPORTED_FORMAT` for an image over 200 times as long as wide
 */
export function smartSize({ width, height }: Size, factor: number, { minPixels, maxPixels }: PixelRange): Size {
  if (Math.max(width, height) / Math.min(width, height) > longestRatio) throw tooLong({ width, height });
  const rounded = {
    width: roundHalfEven(width / factor) * factor,
    height: roundHalfEven(height / factor) * factor,
  };
  const area = rounded.width * rounded.height;
  if (area > maxPixels) {
    const scale = Math.sqrt((height * width) / maxPixels);
    const shrunk = (side: number): number => Math.max(factor, Math.floor(side / scale / factor) * factor);
    return { width: shrunk(width), height: shrunk(height) };
  }
  if (area >= minPixels) return rounded;
  const scale = Math.sqrt(minPixels / (height * width));
  const grown = (side: number): number => Math.ceil((side * scale) / factor) * factor;
  return { width: grown(width), height: grown(height) };
}

function tooLong({ width, height }: Size): MiebError {
  return new MiebError(
    "IMAGE_UNSUPPORTED_FORMAT",
    `The image is ${width} × ${height} pixels; the model takes no image over ${longestRatio} times as long as wide.`,
    { hint: "The reference stops here too: take another model for this task." },
  );
}
