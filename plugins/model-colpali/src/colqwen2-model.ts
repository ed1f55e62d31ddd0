import type { EncoderInput, Model, ModelRepository } from "@mieb/core";
import {
  imagePreprocessor,
  pixelTensor,
  processorFile,
  readModelJson,
  tokenFeeds,
  type ImagePreprocessor,
  type ProcessorDefaults,
} from "@mieb/onnx";
import type { Colqwen2Config } from "./colqwen2-config.ts";
import { readColqwen2Prompts, type Colqwen2Prompts } from "./colqwen2-prompts.ts";
import type { GraphInput, InputReader } from "./late-interaction-encoder.ts";
import { lateInteractionModel } from "./late-interaction-model.ts";
import { pagePatches } from "./page-patches.ts";
import { smartSize } from "./smart-size.ts";

/** Class values of transformers' Qwen2VLImageProcessor; it resizes by a rule of its own ({@link smartSize}). */
const processorDefaults: ProcessorDefaults = {
  resample: 3,
  image_mean: [0.48145466, 0.4578275, 0.40821073],
  image_std: [0.26862954, 0.26130258, 0.27577711],
};

/** A ColQwen2 repository as a model, described from its files. */
export function colqwen2Model(repository: ModelRepository, config: Colqwen2Config): Model {
  return lateInteractionModel(repository, {
    family: "colqwen2",
    embedDimension: config.embedDimension,
    maxTokens: config.maxTokens,
    settings: { config, processorDefaults },
    exportCommand: "python tools/export/colqwen2.py MODEL FOLDER",
    reader: () => colqwen2Reader(repository, config),
  });
}

async function colqwen2Reader(repository: ModelRepository, config: Colqwen2Config): Promise<InputReader> {
  const [prompts, preprocessor] = await Promise.all([
    readColqwen2Prompts(repository, config),
    readColqwen2Preprocessor(repository, config),
  ]);
  return {
    imageSize: null,
    // Pages differ in size, and one fills the cores.
    pagesAtOnce: 1,
    texts(texts) {
      const tokens = prompts.texts(texts);
      return { tokens, feeds: tokenFeeds(tokens) };
    },
    pages: (batch, signal) => pageInput(batch, { prompts, preprocessor, config, signal }),
  };
}

/**
 * The image processor of a repository, whose images keep their proportions.
 * @throws MiebError `MODEL_FILES_MISSING`, `MODEL_INVALID_FILE`
 */
export async function readColqwen2Preprocessor(
  repository: ModelRepository,
  config: Colqwen2Config,
): Promise<ImagePreprocessor> {
  const hint = "Copy it from the original model's repository.";
  const file = (await readModelJson(repository, processorFile(repository), hint)) as object;
  const given = "image_processor" in file ? (file.image_processor as object) : file;
  // Its size is a range of pixels rather than of edges.
  const { plan } = imagePreprocessor({ ...given, size: null, do_resize: false }, processorDefaults);
  const factor = config.patchSize * config.mergeSize;
  return {
    outputSize: null,
    resizesFloats: false,
    plan: (image) => ({ ...plan(image), resize: smartSize(image, factor, config) }),
  };
}

interface PageParts {
  readonly prompts: Colqwen2Prompts;
  readonly preprocessor: ImagePreprocessor;
  readonly config: Colqwen2Config;
  readonly signal: AbortSignal | undefined;
}

async function pageInput(
  page: readonly EncoderInput[],
  { prompts, preprocessor, config, signal }: PageParts,
): Promise<GraphInput> {
  const { data, grid } = pagePatches(await pixelTensor(page, { preprocessor, conversion: "rgb", signal }), config);
  const count = grid[0] * grid[1];
  const tokens = prompts.page(count / config.mergeSize ** 2);
  const pixels = { data, dims: [count, data.length / count] };
  const grids = { data: Int32Array.of(1, ...grid), dims: [1, 3] };
  return { tokens, feeds: { ...tokenFeeds(tokens), pixel_values: pixels, image_grid_thw: grids } };
}
