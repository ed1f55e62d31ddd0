import type { ModelRepository } from "@mieb/core";
import { imagePreprocessor, type ImagePreprocessor, type ProcessorDefaults } from "../image/image-preprocessor.ts";
import { loadGraph, requireOutput } from "../repository/load-graph.ts";
import { readModelJson } from "../repository/model-files.ts";
import { readPreprocessor } from "../repository/processor-file.ts";
import type { InferenceEngine } from "../session/inference-engine.ts";
import type { GraphSignature } from "../session/protocol.ts";
import {
  textTokenizer,
  tokenizerFiles,
  type TextTokenizer,
  type TokenizerFiles,
  type TokenizerUse,
} from "../text/text-tokenizer.ts";
import type { Tower, Towers } from "./towers.ts";

/** A loaded tower. */
export type OpenTower = Tower & { readonly signature: GraphSignature };

/** The towers of a model, each opened when it is first asked for; a model without one lacks its function. */
export interface LazyTowers {
  readonly image?: () => Promise<OpenTower>;
  readonly text?: () => Promise<OpenTower & { readonly tokenizer: TextTokenizer }>;
  /** Of the image tower; a graph that holds both towers takes blank images of its size beside texts. */
  readonly preprocessor?: () => Promise<ImagePreprocessor>;
}

export interface LazyTowerOptions {
  readonly repository: ModelRepository;
  readonly towers: Towers;
  readonly processorDefaults: ProcessorDefaults;
  /** Configuration of the image processor, where it is not that of the processor's own file. */
  readonly processor?: unknown;
  readonly maxPositions: number;
  readonly tokenizer?: TokenizerUse;
}

/**
 * Towers that are opened on demand, so that tasks of images alone need neither the text tower's memory nor a tokenizer.
 * Their promises reject with `MODEL_FILES_MISSING` or `MODEL_INVALID_FILE`, each time they are asked.
 */
export function lazyTowers(engine: InferenceEngine, options: LazyTowerOptions): LazyTowers {
  const { repository, towers } = options;
  const signatures = new Map<string, Promise<GraphSignature>>();
  const open = async (tower: Tower): Promise<OpenTower> => {
    const known = signatures.get(tower.file) ?? loadGraph(engine, repository, tower);
    signatures.set(tower.file, known);
    const signature = await known;
    requireOutput(repository, tower, signature);
    return { ...tower, signature };
  };
  const { image, text } = towers;
  return {
    ...(image && { image: once(() => open(image)) }),
    ...(image && { preprocessor: once(() => openPreprocessor(options)) }),
    ...(text && {
      text: once(async () => {
        const files = await readTokenizer(options);
        const tower = await open(text);
        return { ...tower, tokenizer: textTokenizer({ ...files, ...fixedLength(tower) }) };
      }),
    }),
  };
}

async function openPreprocessor({
  repository,
  processor,
  processorDefaults,
}: LazyTowerOptions): Promise<ImagePreprocessor> {
  return processor === undefined
    ? readPreprocessor(repository, processorDefaults)
    : imagePreprocessor(processor, processorDefaults);
}

/** A graph exported for texts of one length needs them all filled up to it. */
function fixedLength({ signature, input = "input_ids" }: OpenTower): Partial<TokenizerFiles> {
  const length = signature.inputs.find(({ name }) => name === input)?.dims[1];
  return typeof length === "number" ? { maxPositions: length, padding: "max-length" } : {};
}

async function readTokenizer({ repository, maxPositions, tokenizer: use }: LazyTowerOptions): Promise<TokenizerFiles> {
  const hint = `Make it with Python: AutoTokenizer.from_pretrained("${repository.original ?? repository.folder ?? repository.name}").save_pretrained(FOLDER) writes it from vocab.json and merges.txt.`;
  const [tokenizerFile, configFile] = tokenizerFiles(use);
  const tokenizer = await readModelJson(repository, tokenizerFile, hint);
  const config = await readModelJson(repository, configFile, hint);
  return { ...use, tokenizer, config, maxPositions };
}

function once<T>(work: () => Promise<T>): () => Promise<T> {
  let result: Promise<T> | undefined;
  return () => (result ??= work());
}
