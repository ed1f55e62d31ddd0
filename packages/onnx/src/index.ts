export { throwIfAborted } from "./aborted.ts";
export { clipModel, clipModelTypes } from "./clip/clip-model.ts";
export { decodeImage, MAX_PIXELS } from "./image/decode-image.ts";
export { imagePreprocessor, type ImagePreprocessor, type ProcessorDefaults } from "./image/image-preprocessor.ts";
export { pixelTensor, type PixelOptions, type PixelTensor } from "./image/pixel-tensor.ts";
export {
  torchvisionConfigSchema,
  torchvisionProcessor,
  type TorchvisionConfig,
} from "./image/torchvision-processor.ts";
export { resizedSize, type SizeRule } from "./image/resized-size.ts";
export { roundHalfEven } from "./round-half-even.ts";
export { modelFingerprint, PREPROCESSING_VERSION, type FingerprintParts } from "./repository/fingerprint.ts";
export { imageModel, type ImageFamily, type ImageModelOptions } from "./one-tower/image-model.ts";
export { poolTokens, type Pooling } from "./one-tower/pool-tokens.ts";
export { graphNeed, processorNeed, tokenizerNeeds } from "./repository/file-needs.ts";
export { loadGraph, requireOutput, type GraphSource } from "./repository/load-graph.ts";
export { configOfModel, modelTypeOf } from "./repository/model-config.ts";
export { processorFile, readPreprocessor } from "./repository/processor-file.ts";
export { repositoryFolder } from "./repository/repository-folder.ts";
export { checkDevice } from "./session/devices.ts";
export { graphFeeds } from "./two-tower/graph-feeds.ts";
export {
  dtypes,
  exportCommands,
  externalDataFiles,
  findGraphFile,
  graphFilesMissing,
  hasGraph,
  readModelJson,
  weightsCommands,
} from "./repository/model-files.ts";
export {
  findTowers,
  towerModalities,
  type GraphOutput,
  type Tower,
  type TowerNames,
  type Towers,
} from "./two-tower/towers.ts";
export { openClipTower, openClipConfigFile } from "./open-clip/open-clip-config.ts";
export { openClipModel } from "./open-clip/open-clip-model.ts";
export { sumEmbeddings } from "./two-tower/sum-embeddings.ts";
export { openTwoTower, type TwoTowerDescription } from "./two-tower/open-two-tower.ts";
export { twoSidedEncoder, type TwoSidedParts } from "./two-tower/two-sided-encoder.ts";
export { twoTowerModel, type TwoTowerFamily, type TwoTowerOptions } from "./two-tower/two-tower-model.ts";
export {
  startInferenceEngine,
  type EngineOptions,
  type GraphLoad,
  type GraphRun,
  type InferenceEngine,
  type InferenceMessage,
} from "./session/inference-engine.ts";
export { inferenceSoftware } from "./session/inference-software.ts";
export { halfToFloat32 } from "./session/half-precision.ts";
export type { GraphSignature, GraphValue, OutputTensor, Tensor } from "./session/protocol.ts";
export { tokenFeeds } from "./text/token-feeds.ts";
export { cleanText, type TextCleaning } from "./text/clean-text.ts";
export {
  textTokenizer,
  type TextTokenizer,
  type TokenBatch,
  type TokenizerFiles,
  type TokenizerUse,
} from "./text/text-tokenizer.ts";
