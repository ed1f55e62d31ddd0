import { availableParallelism } from "node:os";
import { MiebError, isMiebError, type EncoderInput, type ImageConversion } from "@mieb/core";
import { loadKernels, type ImageSize } from "@mieb/kernels";
import pMap from "p-map";
import { throwIfAborted } from "../aborted.ts";
import { decodeImage } from "./decode-image.ts";
import type { ImagePreprocessor } from "./image-preprocessor.ts";

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
  const { preprocessor, signal } = options;
  const size = preprocessor.outputSize ?? (await sizeAfterPlan(batch, options));
  const length = 3 * size.width * size.height;
  const data = new Float32Array(batch.length * length);
  const kernels = loadKernels();
  const preprocess = async (input: EncoderInput, row: number): Promise<void> => {
    throwIfAborted(signal);
    const image = await decodeInput(input, options.conversion);
    await kernels.preprocess(image, preprocessor.plan(image), data.subarray(row * length, (row + 1) * length));
  };
  await pMap(batch, preprocess, { concurrency: availableParallelism() });
  return { data, dims: [batch.length, 3, size.height, size.width] };
}

async function sizeAfterPlan([input]: readonly EncoderInput[], options: PixelOptions): Promise<ImageSize> {
  if (!input) return { width: 1, height: 1 };
  const image = await decodeInput(input, options.conversion);
  return options.preprocessor.plan(image).resize ?? image;
}

async function decodeInput(
  { image, identity }: EncoderInput,
  conversion: ImageConversion,
): ReturnType<typeof decodeImage> {
  try {
    return await decodeImage(image ?? new Uint8Array(), conversion);
  } catch (error) {
    if (!isMiebError(error)) throw error;
    const where = `${identity.table}, column "${identity.column}", row ${identity.row}`;
    throw new MiebError(error.code, `${where}: ${error.message}`, {
      ...(error.hint !== undefined && { hint: error.hint }),
      cause: error,
    });
  }
}
