import type { PixelTensor } from "@mieb/onnx";

/** How an image is cut. */
export interface PatchSizes {
  /** Side of a patch, in pixels. */
  readonly patchSize: number;
  /** Frames of a patch; those of an image are the same. */
  readonly temporalPatchSize: number;
  /** Patches on each side of a block that becomes one token. */
  readonly mergeSize: number;
}

/** An image cut into patches. */
export interface PagePatches {
  /** `[patches × (3 × frames × patch × patch)]`, block after block of patches that become one token. */
  readonly data: Float32Array;
  /** Patches from top to bottom and from left to right. */
  readonly grid: readonly [rows: number, columns: number];
}

/**
 * Cuts the pixels of one image, whose sides are multiples of a block's.
 * Source: `Qwen2VLImageProcessor` of transformers.
 */
export function pagePatches({ data, dims }: PixelTensor, sizes: PatchSizes): PagePatches {
  const [, channels, height, width] = dims;
  const { patchSize: side, temporalPatchSize: frames, mergeSize } = sizes;
  const grid = [height / side, width / side] as const;
  const patches = new Float32Array(data.length * frames);
  const frameLength = side * side;
  for (let at = 0; at < patches.length; at += frames * frameLength) {
    const channel = (at / (frames * frameLength)) % channels;
    const [row, column] = placeOf(Math.floor(at / (channels * frames * frameLength)), grid[1], mergeSize);
    for (let y = 0; y < side; y++) {
      const from = (channel * height + row * side + y) * width + column * side;
      patches.set(data.subarray(from, from + side), at + y * side);
    }
    for (let frame = 1; frame < frames; frame++) patches.copyWithin(at + frame * frameLength, at, at + frameLength);
  }
  return { data: patches, grid };
}

/** Row and column of a patch, counted block by block and inside each of these row by row. */
function placeOf(patch: number, columns: number, mergeSize: number): readonly [row: number, column: number] {
  const block = Math.floor(patch / mergeSize ** 2);
  const blocksAcross = columns / mergeSize;
  const inside = patch % mergeSize ** 2;
  return [
    Math.floor(block / blocksAcross) * mergeSize + Math.floor(inside / mergeSize),
    (block % blocksAcross) * mergeSize + (inside % mergeSize),
  ];
}
