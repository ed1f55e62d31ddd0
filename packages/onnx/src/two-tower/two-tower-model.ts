import type {
  Encoder,
  EncoderTraits,
  ImageConversion,
  Model,
  ModelLoadContext,
  ModelMetadata,
  ModelRepository,
} from "@mieb/core";
import { throwIfAborted } from "../aborted.ts";
import type { ProcessorDefaults } from "../image/image-preprocessor.ts";
import { startInferenceEngine, type InferenceEngine } from "../session/inference-engine.ts";
import { textTokenizer, type TextTokenizer } from "../text/text-tokenizer.ts";
import { modelFingerprint } from "../repository/fingerprint.ts";
import { loadGraph, requireOutput } from "../repository/load-graph.ts";
import { externalDataFiles, readModelJson } from "../repository/model-files.ts";
import { processorFile, readPreprocessor } from "../repository/processor-file.ts";
import { twoTowerEncoder, type OpenTower } from "./two-tower-encoder.ts";
import { findTowers, type Tower, type TowerNames, type Towers } from "./towers.ts";

/** What sets one family of two-tower models apart from another. */
export interface TwoTowerFamily {
  readonly towers: TowerNames;
  /** Values of the image processor's class, where the repository's configuration leaves them out. */
  readonly processorDefaults: ProcessorDefaults;
  /** Positions of the text tower. */
  readonly maxPositions: number;
  /** Rows of tokens as long as the longest text (default), or always of full length. */
  readonly padding?: "longest" | "max-length";
  /** `rgb` when the reference's wrapper always drops alpha. */
  readonly imageConversion?: ImageConversion;
}

export interface TwoTowerOptions {
  readonly repository: ModelRepository;
  readonly metadata: ModelMetadata;
  readonly family: TwoTowerFamily;
}

/** A model of two ONNX towers, described from its files and loaded into a thread of its own. */
export function twoTowerModel(options: TwoTowerOptions): Model {
  return {
    metadata: options.metadata,
    describe: async ({ dtype }) => traits(options, findTowers(options.repository, options.family.towers, dtype), dtype),
    load: (context) => loadTwoTower(options, context),
  };
}

async function loadTwoTower(options: TwoTowerOptions, context: ModelLoadContext): Promise<Encoder> {
  const { repository, metadata, family } = options;
  const towers = findTowers(repository, family.towers, context.dtype);
  const preprocessor = towers.image && (await readPreprocessor(repository, family.processorDefaults));
  const tokenizer = towers.text && (await readTokenizer(repository, family));
  const described = await traits(options, towers, context.dtype);
  throwIfAborted(context.signal);
  const engine = startInferenceEngine({ threads: context.threads, device: context.device });
  try {
    const image = towers.image && (await openTower(engine, repository, towers.image));
    const text = towers.text && (await openTower(engine, repository, towers.text, image));
    return twoTowerEncoder({
      name: metadata.name,
      traits: described,
      engine,
      ...(image && preprocessor && { image: { ...image, preprocessor } }),
      ...(text && tokenizer && { text: { ...text, tokenizer } }),
    });
  } catch (error) {
    await engine[Symbol.asyncDispose]();
    throw error;
  }
}

async function openTower(
  engine: InferenceEngine,
  repository: ModelRepository,
  tower: Tower,
  loaded?: OpenTower,
): Promise<OpenTower> {
  const shared = loaded?.file === tower.file ? loaded.signature : undefined;
  const signature = shared ?? (await loadGraph(engine, repository, tower));
  requireOutput(repository, tower, signature);
  return { ...tower, signature };
}

async function traits({ repository, family }: TwoTowerOptions, towers: Towers, dtype: string): Promise<EncoderTraits> {
  const graphs = [towers.image, towers.text].flatMap((tower) => tower?.file ?? []);
  const files = [
    ...graphs,
    ...graphs.flatMap((file) => externalDataFiles(repository, file)),
    ...(towers.image ? [processorFile(repository)] : []),
    ...(towers.text ? ["tokenizer.json", "tokenizer_config.json"] : []),
  ];
  const present = files.filter((file) => repository.files.includes(file));
  const fingerprint = await modelFingerprint({ repository, files: present, settings: { dtype, towers, family } });
  return {
    fingerprint,
    modalities: (["image", "text"] as const).filter((modality) => towers[modality]),
    fusion: "sum",
    ...(family.imageConversion && { imageConversion: family.imageConversion }),
  };
}

async function readTokenizer(repository: ModelRepository, family: TwoTowerFamily): Promise<TextTokenizer> {
  const hint = `Make it with Python: AutoTokenizer.from_pretrained("${repository.name}").save_pretrained(FOLDER) writes it from vocab.json and merges.txt.`;
  const [tokenizer, config] = [
    await readModelJson(repository, "tokenizer.json", hint),
    await readModelJson(repository, "tokenizer_config.json", hint),
  ];
  const { maxPositions, padding = "longest" } = family;
  return textTokenizer({ tokenizer, config, maxPositions, padding });
}
