import type { Model, ModelRepository } from "@mieb/core";
import { pixelTensor, readPreprocessor, tokenFeeds, type ProcessorDefaults } from "@mieb/onnx";
import type { ColpaliConfig } from "./colpali-config.ts";
import type { InputReader } from "./late-interaction-encoder.ts";
import { lateInteractionModel } from "./late-interaction-model.ts";
import { readPrompts } from "./prompts.ts";

/** Class values of transformers' SiglipImageProcessor, which ColPali uses. */
const processorDefaults: ProcessorDefaults = {
  size: { height: 448, width: 448 },
  resample: 3,
  image_mean: [0.5, 0.5, 0.5],
  image_std: [0.5, 0.5, 0.5],
};

/** A ColPali repository as a model, described from its files. */
export function colpaliModel(repository: ModelRepository, config: ColpaliConfig): Model {
  return lateInteractionModel(repository, {
    family: "colpali",
    embedDimension: config.embedDimension,
    maxTokens: config.maxTokens,
    settings: { config, processorDefaults },
    // Optimum does not know the type.
    exportCommand: "python tools/export/colpali.py MODEL FOLDER",
    reader: () => colpaliReader(repository, config),
  });
}

async function colpaliReader(repository: ModelRepository, config: ColpaliConfig): Promise<InputReader> {
  const [prompts, preprocessor] = await Promise.all([
    readPrompts(repository, config),
    readPreprocessor(repository, processorDefaults),
  ]);
  return {
    imageSize: preprocessor.outputSize,
    pagesAtOnce: Infinity,
    texts(texts) {
      const tokens = prompts.texts(texts);
      return { tokens, feeds: tokenFeeds(tokens) };
    },
    async pages(batch, signal) {
      const tokens = prompts.pages(batch.length);
      const pixels = await pixelTensor(batch, { preprocessor, conversion: "rgb", signal });
      return { tokens, feeds: { ...tokenFeeds(tokens), pixel_values: pixels } };
    },
  };
}
