import type { Encoder, EncoderTraits, Model, ModelFileNeed, ModelLoadContext, ModelRepository } from "@mieb/core";
import {
  checkDevice,
  configOfModel,
  externalDataFiles,
  findGraphFile,
  graphFilesMissing,
  graphNeed,
  hasGraph,
  loadGraph,
  inferenceSoftware,
  modelFingerprint,
  processorNeed,
  readModelJson,
  readPreprocessor,
  requireOutput,
  startInferenceEngine,
  textTokenizer,
  tokenizerNeeds,
  type InferenceEngine,
  type ProcessorDefaults,
  type TextTokenizer,
} from "@mieb/onnx";
import { z } from "zod";
import { nomicEncoder, output, type OpenGraph } from "./nomic-encoder.ts";

const configSchema = z.object({
  model_type: z.literal("nomic_bert"),
  n_embd: z.int().positive().default(768),
});

/** Class values of transformers' CLIPImageProcessor, which the model uses. */
const processorDefaults: ProcessorDefaults = {
  size: { shortest_edge: 224 },
  crop_size: { height: 224, width: 224 },
  do_center_crop: true,
  resample: 3,
  image_mean: [0.48145466, 0.4578275, 0.40821073],
  image_std: [0.26862954, 0.26130258, 0.27577711],
  default_to_square: false,
};

/** Tokens that Nomic Embed Text was made for, where its tokenizer says nothing. */
const maxTokens = 8192;
/** The published repository calls its graph `model`. */
const imageGraphs = ["vision_model", "model"];
const tokenizerFiles = ["tokenizer.json", "tokenizer_config.json"];

/** A Nomic Embed Vision repository as a model, with texts where it has a graph for them too. */
export async function nomicModel(repository: ModelRepository): Promise<Model> {
  const { n_embd } = await configOfModel(repository, configSchema);
  const hasText = hasGraph(repository, "text_model");
  return {
    metadata: {
      name: repository.name,
      revision: repository.revision,
      modalities: hasText ? ["image", "text"] : ["image"],
      similarity: "cosine",
      embedDimension: n_embd,
      maxTokens: hasText ? maxTokens : null,
      framework: ["ONNX"],
    },
    describe: async ({ dtype, device }) => {
      checkDevice(device);
      return traitsOf(repository, graphFiles(repository, dtype), dtype);
    },
    load: (context) => load(repository, context),
    neededFiles,
  };
}

/** The published files are ONNX already; those of texts lie in a repository of their own. */
const textFiles = "hf download nomic-ai/nomic-embed-text-v1.5 onnx/model.onnx tokenizer.json tokenizer_config.json";

function neededFiles(dtype: string): readonly ModelFileNeed[] {
  const images = "hf download nomic-ai/nomic-embed-vision-v1.5 onnx/model.onnx --local-dir FOLDER";
  const texts = `${textFiles} --local-dir FOLDER/text && mv FOLDER/text/onnx/model.onnx FOLDER/onnx/text_model.onnx && mv FOLDER/text/tokenizer*.json FOLDER`;
  return [
    graphNeed(imageGraphs, dtype, { modality: "image", exportCommand: images }),
    processorNeed(),
    graphNeed(["text_model"], dtype, { modality: "text", exportCommand: texts }),
    ...tokenizerNeeds(tokenizerFiles).map((need) => ({ ...need, command: texts })),
  ];
}

interface GraphFiles {
  readonly image: string;
  readonly text: string | undefined;
}

function graphFiles(repository: ModelRepository, dtype: string): GraphFiles {
  const image = imageGraphs.map((graph) => findGraphFile(repository, graph, dtype)).find((file) => file !== undefined);
  if (!image) throw graphFilesMissing(repository, { graphs: imageGraphs }, dtype);
  return { image, text: findGraphFile(repository, "text_model", dtype) };
}

async function load(repository: ModelRepository, { dtype, threads, device }: ModelLoadContext): Promise<Encoder> {
  const { image, text } = graphFiles(repository, dtype);
  const traits = await traitsOf(repository, { image, text }, dtype);
  const engine = startInferenceEngine({ threads, device });
  const preprocessor = once(() => readPreprocessor(repository, processorDefaults));
  const imageGraph = once(() => openGraph(engine, repository, image));
  const withTexts = text === undefined ? {} : { text: textOpener(engine, repository, text) };
  return nomicEncoder({
    name: repository.name,
    traits,
    engine,
    image: async () => ({ ...(await imageGraph()), preprocessor: await preprocessor() }),
    ...withTexts,
  });
}

function textOpener(
  engine: InferenceEngine,
  repository: ModelRepository,
  file: string,
): () => Promise<OpenGraph & { readonly tokenizer: TextTokenizer }> {
  return once(async () => {
    const hint = "Copy it from nomic-ai/nomic-embed-text-v1.5.";
    const [tokenizer, config] = await Promise.all(tokenizerFiles.map((name) => readModelJson(repository, name, hint)));
    const opened = await openGraph(engine, repository, file);
    return { ...opened, tokenizer: textTokenizer({ tokenizer, config, maxPositions: maxTokens }) };
  });
}

async function openGraph(engine: InferenceEngine, repository: ModelRepository, file: string): Promise<OpenGraph> {
  const signature = await loadGraph(engine, repository, { file, unnormalized: [] });
  requireOutput(repository, { file, output }, signature);
  return { file, signature };
}

async function traitsOf(
  repository: ModelRepository,
  { image, text }: GraphFiles,
  dtype: string,
): Promise<EncoderTraits> {
  const graphs = text === undefined ? [image] : [image, text];
  const others = ["preprocessor_config.json", ...(text === undefined ? [] : tokenizerFiles)];
  const files = [...graphs, ...graphs.flatMap((file) => externalDataFiles(repository, file)), ...others];
  const present = files.filter((file) => repository.files.includes(file));
  const settings = { family: "nomic", dtype, image, text, processorDefaults };
  return {
    fingerprint: await modelFingerprint({ repository, files: present, settings }),
    software: inferenceSoftware(),
    modalities: text === undefined ? ["image"] : ["image", "text"],
    fusion: "sum",
  };
}

function once<T>(work: () => Promise<T>): () => Promise<T> {
  let result: Promise<T> | undefined;
  return () => (result ??= work());
}
