import type {
  Encoder,
  EncodeOptions,
  EncoderTraits,
  Model,
  ModelLoadContext,
  ModelRepository,
  Similarity,
} from "@mieb/core";
import {
  checkDevice,
  externalDataFiles,
  findGraphFile,
  graphFilesMissing,
  graphNeed,
  hasGraph,
  loadGraph,
  inferenceSoftware,
  modelFingerprint,
  requireOutput,
  startInferenceEngine,
  textTokenizer,
  throwIfAborted,
  tokenizerNeeds,
  type InferenceEngine,
} from "@mieb/onnx";
import { textEncoder, type OpenNetwork } from "./text-encoder.ts";
import { readTokenizer, transformerFiles, type PoolingSettings, type TransformerSettings } from "./text-config.ts";

export interface TextModelOptions {
  /** Folder of the Transformer module. */
  readonly repository: ModelRepository;
  readonly transformer: TransformerSettings;
  readonly pooling: PoolingSettings;
  readonly similarity: Similarity;
  readonly exportCommand: string;
  /** What stands before the texts given to `encode`. */
  prompt(options: EncodeOptions): string | undefined;
}

/** What conversions call the vectors of the tokens: optimum's by task, and its export of the library's models. */
const outputs = ["last_hidden_state", "token_embeddings"];

/** A network of texts and its pooling, described from their files and loaded into a thread of its own. */
export function textModel(options: TextModelOptions): Model {
  const { repository, transformer, pooling, similarity, exportCommand } = options;
  if (!hasGraph(repository, "model")) throw graphFilesMissing(repository, { graphs: ["model"], exportCommand }, "fp32");
  const { maxTokens = transformer.maxPositions } = transformer;
  return {
    metadata: {
      name: repository.name,
      revision: repository.revision,
      modalities: ["text"],
      similarity,
      embedDimension: pooling.dimension,
      maxTokens: Number.isFinite(maxTokens) ? maxTokens : null,
      framework: ["ONNX"],
    },
    describe: async ({ dtype, device }) => {
      checkDevice(device);
      return traits(options, graphFile(options, dtype), dtype);
    },
    load: (context) => load(options, context),
    neededFiles: (dtype) => [graphNeed(["model"], dtype, { modality: "text", exportCommand }), ...tokenizerNeeds()],
  };
}

async function load(options: TextModelOptions, { dtype, threads, device, signal }: ModelLoadContext): Promise<Encoder> {
  const { repository, transformer, pooling, prompt } = options;
  const file = graphFile(options, dtype);
  const described = await traits(options, file, dtype);
  const tokenizer = textTokenizer(await readTokenizer(repository, transformer));
  throwIfAborted(signal);
  const engine = startInferenceEngine({ threads, device });
  try {
    const network = await openNetwork(engine, repository, file);
    return textEncoder({ name: repository.name, traits: described, engine, network, tokenizer, pooling, prompt });
  } catch (error) {
    await engine[Symbol.asyncDispose]();
    throw error;
  }
}

async function openNetwork(engine: InferenceEngine, repository: ModelRepository, file: string): Promise<OpenNetwork> {
  const signature = await loadGraph(engine, repository, { file, unnormalized: [] });
  const names = signature.outputs.map(({ name }) => name);
  const output = outputs.find((name) => names.includes(name)) ?? "last_hidden_state";
  requireOutput(repository, { file, output }, signature);
  return { file, output, signature };
}

function graphFile({ repository, exportCommand }: TextModelOptions, dtype: string): string {
  const file = findGraphFile(repository, "model", dtype);
  if (!file) throw graphFilesMissing(repository, { graphs: ["model"], exportCommand }, dtype);
  return file;
}

async function traits(options: TextModelOptions, graph: string, dtype: string): Promise<EncoderTraits> {
  const { repository, transformer, pooling } = options;
  const others = ["config.json", "tokenizer.json", "tokenizer_config.json", ...transformerFiles];
  const files = [graph, ...externalDataFiles(repository, graph), ...others];
  const present = files.filter((file) => repository.files.includes(file));
  const settings = { dtype, graph, transformer, pooling };
  const fingerprint = await modelFingerprint({ repository, files: present, settings });
  return { fingerprint, software: inferenceSoftware(), modalities: ["text"] };
}
