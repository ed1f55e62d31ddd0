import type {
  Encoder,
  EncoderTraits,
  ImageConversion,
  Model,
  ModelFileNeed,
  ModelLoadContext,
  ModelMetadata,
  ModelRepository,
} from "@mieb/core";
import { throwIfAborted } from "../aborted.ts";
import type { ProcessorDefaults } from "../image/image-preprocessor.ts";
import { checkDevice } from "../session/devices.ts";
import { startInferenceEngine } from "../session/inference-engine.ts";
import { inferenceSoftware } from "../session/inference-software.ts";
import { modelFingerprint } from "../repository/fingerprint.ts";
import { graphNeed, processorNeed, tokenizerNeeds } from "../repository/file-needs.ts";
import { externalDataFiles } from "../repository/model-files.ts";
import { processorFile } from "../repository/processor-file.ts";
import { tokenizerFiles, type TokenizerUse } from "../text/text-tokenizer.ts";
import { lazyTowers } from "./open-towers.ts";
import { twoTowerEncoder } from "./two-tower-encoder.ts";
import { findTowers, type TowerNames, type Towers } from "./towers.ts";

/** What sets one family of two-tower models apart from another. */
export interface TwoTowerFamily {
  readonly towers: TowerNames;
  /** Values of the image processor's class, where the repository's configuration leaves them out. */
  readonly processorDefaults: ProcessorDefaults;
  /** Configuration of the image processor, where it is not that of the processor's own file. */
  readonly processor?: unknown;
  /** Positions of the text tower. */
  readonly maxPositions: number;
  readonly tokenizer?: TokenizerUse;
  /** `rgb` when the reference's wrapper always drops alpha. */
  readonly imageConversion?: ImageConversion;
  /** Whether vectors are divided by their norm, before those of an image and its text are added. Default false. */
  readonly normalizes?: boolean;
}

export interface TwoTowerOptions {
  readonly repository: ModelRepository;
  readonly metadata: ModelMetadata;
  readonly family: TwoTowerFamily;
}

/** A model of two ONNX towers, described from its files; its thread opens each tower at the first batch that needs it. */
export function twoTowerModel(options: TwoTowerOptions): Model {
  return {
    metadata: options.metadata,
    describe: async ({ dtype, device }) => {
      checkDevice(device);
      return traits(options, findTowers(options.repository, options.family.towers, dtype), dtype);
    },
    load: (context) => loadTwoTower(options, context),
    neededFiles: (dtype) => neededFiles(options.family, dtype),
  };
}

async function loadTwoTower(options: TwoTowerOptions, context: ModelLoadContext): Promise<Encoder> {
  const { repository, metadata, family } = options;
  const towers = findTowers(repository, family.towers, context.dtype);
  const described = await traits(options, towers, context.dtype);
  throwIfAborted(context.signal);
  const engine = startInferenceEngine({ threads: context.threads, device: context.device });
  const lazy = lazyTowers(engine, { repository, ...family, towers });
  const { normalizes = false } = family;
  return twoTowerEncoder({ name: metadata.name, traits: described, engine, normalizes, ...lazy });
}

async function traits({ repository, family }: TwoTowerOptions, towers: Towers, dtype: string): Promise<EncoderTraits> {
  const graphs = [towers.image, towers.text].flatMap((tower) => tower?.file ?? []);
  const files = [
    ...graphs,
    ...graphs.flatMap((file) => externalDataFiles(repository, file)),
    ...(towers.image && family.processor === undefined ? [processorFile(repository)] : []),
    ...(towers.text ? tokenizerFiles(family.tokenizer) : []),
  ];
  const present = files.filter((file) => repository.files.includes(file));
  const fingerprint = await modelFingerprint({ repository, files: present, settings: { dtype, towers, family } });
  return {
    fingerprint,
    software: inferenceSoftware(),
    modalities: (["image", "text"] as const).filter((modality) => towers[modality]),
    fusion: "sum",
    ...(family.imageConversion && { imageConversion: family.imageConversion }),
  };
}

function neededFiles({ towers, processor, tokenizer }: TwoTowerFamily, dtype: string): readonly ModelFileNeed[] {
  const { image, text, combined, exportCommand } = towers;
  const command = exportCommand === undefined ? {} : { exportCommand };
  return [
    graphNeed([image.graph, combined.graph], dtype, { modality: "image", ...command }),
    ...(processor === undefined ? [processorNeed()] : []),
    graphNeed([text.graph, combined.graph], dtype, { modality: "text", ...command }),
    ...tokenizerNeeds(tokenizerFiles(tokenizer)),
  ];
}
