import type { Encoder, EncoderTraits, Model, ModelFileNeed, ModelLoadContext, ModelRepository } from "@mieb/core";
import {
  checkDevice,
  externalDataFiles,
  findTowers,
  graphNeed,
  inferenceSoftware,
  modelFingerprint,
  processorFile,
  processorNeed,
  startInferenceEngine,
  tokenizerNeeds,
  towerModalities,
  type TowerNames,
} from "@mieb/onnx";
import { lateInteractionEncoder, type InputReader } from "./late-interaction-encoder.ts";
import { graphOpener } from "./open-graphs.ts";

/** A repository of a family whose graphs give one vector per token. */
export interface LateInteractionDescription {
  readonly family: string;
  readonly embedDimension: number;
  /** Tokens a text may have. */
  readonly maxTokens: number;
  /** What else than the files decides on the vectors. */
  readonly settings: object;
  /** Command that makes the graphs of MODEL in FOLDER. */
  readonly exportCommand: string;
  /** Reads the tokenizer and the processor's file. */
  reader(): Promise<InputReader>;
}

/** A repository as a model, described from its files: one graph for pages and one for texts, or one for both. */
export function lateInteractionModel(repository: ModelRepository, description: LateInteractionDescription): Model {
  const { embedDimension, maxTokens, exportCommand } = description;
  return {
    metadata: {
      name: repository.name,
      revision: repository.revision,
      modalities: towerModalities(repository, towersOf(description)),
      similarity: "max-sim",
      embedDimension,
      maxTokens,
      framework: ["ONNX"],
    },
    describe: async ({ dtype, device }) => {
      checkDevice(device);
      return traitsOf(repository, description, dtype);
    },
    load: (context) => load(repository, description, context),
    neededFiles: (dtype) => neededFiles(exportCommand, dtype),
  };
}

function towersOf({ exportCommand }: LateInteractionDescription): TowerNames {
  return {
    image: { graph: "vision_model", output: "embeddings" },
    text: { graph: "text_model", output: "embeddings" },
    combined: { graph: "model", imageOutput: "embeddings", textOutput: "embeddings", normalizes: false },
    exportCommand,
  };
}

/** Pages are prompted too, so that the tokenizer is needed for both sides. */
function neededFiles(exportCommand: string, dtype: string): readonly ModelFileNeed[] {
  return [
    graphNeed(["vision_model", "model"], dtype, { modality: "image", exportCommand }),
    processorNeed(),
    graphNeed(["text_model", "model"], dtype, { modality: "text", exportCommand }),
    ...tokenizerNeeds(),
  ];
}

async function load(
  repository: ModelRepository,
  description: LateInteractionDescription,
  { dtype, threads, device }: ModelLoadContext,
): Promise<Encoder> {
  const found = findTowers(repository, towersOf(description), dtype);
  const [traits, reader] = await Promise.all([traitsOf(repository, description, dtype), description.reader()]);
  const engine = startInferenceEngine({ threads, device });
  const graph = graphOpener(engine, repository, found);
  return lateInteractionEncoder({ name: repository.name, traits, engine, reader, graph });
}

async function traitsOf(
  repository: ModelRepository,
  description: LateInteractionDescription,
  dtype: string,
): Promise<EncoderTraits> {
  const { family, settings } = description;
  const found = findTowers(repository, towersOf(description), dtype);
  const graphs = [found.image, found.text].flatMap((tower) => tower?.file ?? []);
  const others = [processorFile(repository), "tokenizer.json", "tokenizer_config.json"];
  const files = [...graphs, ...graphs.flatMap((file) => externalDataFiles(repository, file)), ...others];
  const present = files.filter((file) => repository.files.includes(file));
  return {
    fingerprint: await modelFingerprint({
      repository,
      files: present,
      settings: { family, dtype, towers: found, ...settings },
    }),
    software: inferenceSoftware(),
    modalities: (["image", "text"] as const).filter((side) => found[side]),
    fusion: "concatenate",
    imageConversion: "rgb",
  };
}
