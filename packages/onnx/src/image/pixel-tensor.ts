import { availableParallelism } from "node:os";
import { inputName, isMiebError, MiebError, type EncoderInput, type ImageConversion } from "@mieb/core";
import { loadKernels, type ImageSize, type RgbImage } from "@mieb/kernels";
import pMap from "p-map";
import { throwIfAborted } from "../aborted.ts";
import { decodeImage } from "./decode-image.ts";
import { floatPixels } from "./float-pixels.ts";
import type { ImagePreprocessor } from "./image-preprocessor.ts";
import { preprocessFiles } from "./preprocess-files.ts";

/** Float32 pixels of a batch, `[rowCount × 3 × height × width]`. */
export interface PixelTensor {
  readonly data: Float32Array;
  readonly dims: readonly [rowCount: number, channels: 3, height: number, width: number];
}

export interface PixelOptions {
  readonly preprocessor: ImagePreprocessor;
  readonly conversion: ImageConversion;
  readonly signal?: AbortSignal | undefined;
}

/**
 * Decodes and preprocesses the images of a batch, off the event loop and as many at once as there are cores.
 *
 * Tensors of one batch must have one size; only a batch of one may follow its image ({@link ImagePreprocessor.outputSize}).
 * @throws MiebError `IMAGE_CORRUPT`, `IMAGE_UNSUPPORTED_FORMAT`, naming table, column and row
 */
export async function pixelTensor(batch: readonly EncoderInput[], options: PixelOptions): Promise<PixelTensor> {
  const { outputSize } = options.preprocessor;
  if (outputSize) return batchTensor(batch, outputSize, options);
  return joined(await pMap(batch, (input) => ownTensor(input, options), { concurrency: availableParallelism() }));
}

async function batchTensor(
  batch: readonly EncoderInput[],
  { width, height }: ImageSize,
  options: PixelOptions,
): Promise<PixelTensor> {
  const { preprocessor, conversion, signal } = options;
  const length = 3 * width * height;
  const data = new Float32Array(batch.length * length);
  const preprocess = async (row: number): Promise<void> => {
    throwIfAborted(signal);
    const image = await decodeInput(batch[row], conversion);
    await pixelsOf(image, preprocessor, data.subarray(row * length, (row + 1) * length));
  };
  throwIfAborted(signal);
  const rows = preprocessor.resizesFloats ? [...batch.keys()] : await preprocessFiles(batch, data, options);
  await pMap(rows, preprocess, { concurrency: availableParallelism() });
  return { data, dims: [batch.length, 3, height, width] };
}

/** The tensor of a single image, of the size that the image gives it. */
async function ownTensor(input: EncoderInput, { preprocessor, conversion }: PixelOptions): Promise<PixelTensor> {
  const image = await decodeInput(input, conversion);
  const plan = preprocessor.plan(image);
  const { width, height } = plan.resize ?? image;
  return { data: await pixelsOf(image, preprocessor), dims: [1, 3, height, width] };
}

async function pixelsOf(image: RgbImage, preprocessor: ImagePreprocessor, into?: Float32Array): Promise<Float32Array> {
  const plan = preprocessor.plan(image);
  return preprocessor.resizesFloats ? floatPixels(image, plan, into) : loadKernels().preprocess(image, plan, into);
}

/** Tensors of one size as one. */
function joined(tensors: readonly PixelTensor[]): PixelTensor {
  const [, , height, width] = tensors[0]?.dims ?? [0, 3, 1, 1];
  const length = 3 * height * width;
  const odd = tensors.find(({ dims }) => dims[2] !== height || dims[3] !== width);
  if (odd) {
    throw new MiebError(
      "KERNEL_INVALID_ARGUMENT",
      `Images of one batch give tensors of ${width} × ${height} and ${odd.dims[3]} × ${odd.dims[2]}.`,
      { hint: "Run with --batch-size 1: this model's images keep their own size." },
    );
  }
  const data = new Float32Array(tensors.length * length);
  tensors.forEach((tensor, row) => data.set(tensor.data, row * length));
  return { data, dims: [tensors.length, 3, height, width] };
}

async function decodeInput(
  input: EncoderInput | undefined,
  conversion: ImageConversion,
): ReturnType<typeof decodeImage> {
  try {
    return await decodeImage(input?.image ?? new Uint8Array(), conversion);
  } catch (error) {
    if (!isMiebError(error) || !input) throw error;
    throw new MiebError(error.code, `${inputName(input)}: ${error.message}`, {
      ...(error.hint !== undefined && { hint: error.hint }),
      cause: error,
    });
  }
}
