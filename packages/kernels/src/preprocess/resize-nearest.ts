import type { ImageSize, RgbImage } from "../kernels.ts";

/** Pillow's NEAREST: the input pixel under each output pixel's centre. */
export function resizeNearest(image: RgbImage, size: ImageSize): RgbImage {
  const columns = nearestPositions(image.width, size.width);
  const rows = nearestPositions(image.height, size.height);
  const data = new Uint8Array(size.width * size.height * 3);
  let at = 0;
  for (const row of rows) {
    for (const column of columns) {
      const pixel = (row * image.width + column) * 3;
      data.set(image.data.subarray(pixel, pixel + 3), at);
      at += 3;
    }
  }
  return { data, ...size };
}

/** Positions are accumulated by repeated addition, because Pillow's rounding error decides at pixel borders. */
function nearestPositions(inputSize: number, outputSize: number): Int32Array {
  const scale = inputSize / outputSize;
  let position = scale * 0.5;
  return Int32Array.from({ length: outputSize }, () => {
    const nearest = Math.trunc(position);
    position += scale;
    return Math.min(nearest, inputSize - 1);
  });
}
