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
import { graphNeed, processorNeed } from "../repository/file-needs.ts";
import { modelFingerprint } from "../repository/fingerprint.ts";
import { loadGraph, requireOutput } from "../repository/load-graph.ts";
import { externalDataFiles, findGraphFile, graphFilesMissing } from "../repository/model-files.ts";
import { processorFile, readPreprocessor } from "../repository/processor-file.ts";
import { checkDevice } from "../session/devices.ts";
import { startInferenceEngine } from "../session/inference-engine.ts";
import { inferenceSoftware } from "../session/inference-software.ts";
import { imageEncoder } from "./image-encoder.ts";
import type { Pooling } from "./pool-tokens.ts";

/** What sets one family of image-only models apart from another. */
export interface ImageFamily {
  /** Graph that takes `pixel_values`, such as `model`. */
  readonly graph: string;
  readonly pooling: Pooling;
  /** Values of the image processor's class, where the repository's configuration leaves them out. */
  readonly processorDefaults: ProcessorDefaults;
  /** `rgb` when the reference's wrapper always drops alpha. */
  readonly imageConversion?: ImageConversion;
}

export interface ImageModelOptions {
  readonly repository: ModelRepository;
  readonly metadata: ModelMetadata;
  readonly family: ImageFamily;
  /** Command that makes the graph of MODEL in FOLDER, for messages; default optimum's. */
  readonly exportCommand?: string;
}

/** Outputs in the ONNX conversions of transformers' image encoders. */
const outputs: Readonly<Record<Pooling, string>> = {
  cls: "last_hidden_state",
  mean: "last_hidden_state",
  pooler: "pooler_output",
};

/** A model of one ONNX graph that encodes images, described from its files and loaded into a thread of its own. */
export function imageModel(options: ImageModelOptions): Model {
  return {
    metadata: options.metadata,
    describe: async ({ dtype, device }) => {
      checkDevice(device);
      return traits(options, graphFile(options, dtype), dtype);
    },
    load: (context) => loadImageModel(options, context),
    neededFiles: (dtype) => [
      graphNeed([options.family.graph], dtype, {
        modality: "image",
        ...(options.exportCommand !== undefined && { exportCommand: options.exportCommand }),
      }),
      processorNeed(),
    ],
  };
}

async function loadImageModel(options: ImageModelOptions, context: ModelLoadContext): Promise<Encoder> {
  const { repository, metadata, family } = options;
  const source = { file: graphFile(options, context.dtype), output: outputs[family.pooling] };
  const preprocessor = await readPreprocessor(repository, family.processorDefaults);
  const described = await traits(options, source.file, context.dtype);
  throwIfAborted(context.signal);
  const engine = startInferenceEngine({ threads: context.threads, device: context.device });
  try {
    const signature = await loadGraph(engine, repository, { file: source.file, unnormalized: [] });
    requireOutput(repository, source, signature);
    const graph = { ...source, signature };
    return imageEncoder({
      name: metadata.name,
      traits: described,
      engine,
      graph,
      preprocessor,
      pooling: family.pooling,
    });
  } catch (error) {
    await engine[Symbol.asyncDispose]();
    throw error;
  }
}

function graphFile({ repository, family, exportCommand }: ImageModelOptions, dtype: string): string {
  const file = findGraphFile(repository, family.graph, dtype);
  if (!file) throw graphFilesMissing(repository, { graphs: [family.graph], exportCommand }, dtype);
  return file;
}

async function traits({ repository, family }: ImageModelOptions, file: string, dtype: string): Promise<EncoderTraits> {
  const files = [file, ...externalDataFiles(repository, file), processorFile(repository)];
  const present = files.filter((name) => repository.files.includes(name));
  const fingerprint = await modelFingerprint({ repository, files: present, settings: { dtype, file, family } });
  return {
    fingerprint,
    software: inferenceSoftware(),
    modalities: ["image"],
    ...(family.imageConversion && { imageConversion: family.imageConversion }),
  };
}
