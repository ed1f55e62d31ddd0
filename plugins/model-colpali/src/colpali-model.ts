import type {
  Encoder,
  EncoderTraits,
  Model,
  ModelFileNeed,
  ModelLoadContext,
  ModelMetadata,
  ModelRepository,
} from "@mieb/core";
import {
  checkDevice,
  externalDataFiles,
  findTowers,
  graphNeed,
  inferenceSoftware,
  modelFingerprint,
  processorFile,
  processorNeed,
  readPreprocessor,
  startInferenceEngine,
  tokenizerNeeds,
  towerModalities,
  type ProcessorDefaults,
  type TowerNames,
  type Towers,
} from "@mieb/onnx";
import type { ColpaliConfig } from "./colpali-config.ts";
import { colpaliEncoder } from "./colpali-encoder.ts";
import { graphOpener } from "./open-graphs.ts";
import { readPrompts } from "./prompts.ts";

/** Optimum does not know the type. */
const exportCommand = "python tools/export/colpali.py MODEL FOLDER";

/** The graphs of an export: one with pixels and one without, or one for both. */
const towers: TowerNames = {
  image: { graph: "vision_model", output: "embeddings" },
  text: { graph: "text_model", output: "embeddings" },
  combined: { graph: "model", imageOutput: "embeddings", textOutput: "embeddings", normalizes: false },
  exportCommand,
};

/** Class values of transformers' SiglipImageProcessor, which ColPali uses. */
const processorDefaults: ProcessorDefaults = {
  size: { height: 448, width: 448 },
  resample: 3,
  image_mean: [0.5, 0.5, 0.5],
  image_std: [0.5, 0.5, 0.5],
};

/** A ColPali repository as a model, described from its files. */
export function colpaliModel(repository: ModelRepository, config: ColpaliConfig): Model {
  const metadata: ModelMetadata = {
    name: repository.name,
    revision: repository.revision,
    modalities: towerModalities(repository, towers),
    similarity: "max-sim",
    embedDimension: config.embedDimension,
    maxTokens: config.maxTokens,
    framework: ["ONNX"],
  };
  return {
    metadata,
    describe: async ({ dtype, device }) => {
      checkDevice(device);
      return traitsOf(repository, { config, dtype, found: findTowers(repository, towers, dtype) });
    },
    load: (context) => load(repository, config, context),
    neededFiles,
  };
}

/** Pages are prompted too, so that the tokenizer is needed for both sides. */
function neededFiles(dtype: string): readonly ModelFileNeed[] {
  return [
    graphNeed(["vision_model", "model"], dtype, { modality: "image", exportCommand }),
    processorNeed(),
    graphNeed(["text_model", "model"], dtype, { modality: "text", exportCommand }),
    ...tokenizerNeeds(),
  ];
}

async function load(repository: ModelRepository, config: ColpaliConfig, context: ModelLoadContext): Promise<Encoder> {
  const { dtype, threads, device } = context;
  const found = findTowers(repository, towers, dtype);
  const [traits, prompts, preprocessor] = await Promise.all([
    traitsOf(repository, { config, dtype, found }),
    readPrompts(repository, config),
    readPreprocessor(repository, processorDefaults),
  ]);
  const engine = startInferenceEngine({ threads, device });
  const graph = graphOpener(engine, repository, found);
  return colpaliEncoder({ name: repository.name, traits, engine, prompts, preprocessor, graph });
}

interface Described {
  readonly config: ColpaliConfig;
  readonly dtype: string;
  readonly found: Towers;
}

async function traitsOf(repository: ModelRepository, { config, dtype, found }: Described): Promise<EncoderTraits> {
  const graphs = [found.image, found.text].flatMap((tower) => tower?.file ?? []);
  const others = [processorFile(repository), "tokenizer.json", "tokenizer_config.json"];
  const files = [...graphs, ...graphs.flatMap((file) => externalDataFiles(repository, file)), ...others];
  const present = files.filter((file) => repository.files.includes(file));
  const settings = { family: "colpali", dtype, towers: found, config, processorDefaults };
  return {
    fingerprint: await modelFingerprint({ repository, files: present, settings }),
    software: inferenceSoftware(),
    modalities: (["image", "text"] as const).filter((side) => found[side]),
    fusion: "concatenate",
    imageConversion: "rgb",
  };
}
