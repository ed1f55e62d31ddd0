import type { EncoderTraits, Model, ModelFileNeed, ModelLoadContext, ModelRepository } from "@mieb/core";
import { clipModel, modelFingerprint, repositoryFolder } from "@mieb/onnx";
import { denseWeights } from "./dense.ts";
import { isClip, readModules, unsupportedModule, type PipelineModule, type PipelineModules } from "./modules.ts";
import { pipelineEncoder } from "./pipeline-encoder.ts";
import { promptFor, readSettings, type PipelineSettings } from "./prompts.ts";
import { loadStages, readStages, type Stage } from "./stages.ts";
import { readPooling, readTransformer } from "./text-config.ts";
import { textModel } from "./text-model.ts";

/** The library's exports lack Dense layers, and the two towers of CLIP. */
const exportCommand = "python tools/export/sentence_pipeline.py MODEL FOLDER";

interface Pipeline {
  readonly repository: ModelRepository;
  /** Folder of the network's files. */
  readonly path: string;
  /** The network, with pooling where it has tokens. */
  readonly network: Model;
  readonly stages: readonly Stage[];
  readonly settings: PipelineSettings;
}

/**
 * A repository with modules.json as a model, described from its files.
 * @throws MiebError `MODEL_FILES_MISSING`; `MODEL_INVALID_FILE`, also naming a module that is not run here
 */
export async function pipelineModel(repository: ModelRepository): Promise<Model> {
  const [modules, settings] = await Promise.all([readModules(repository), readSettings(repository)]);
  const opened = (await isClip(repository, modules[0]))
    ? await openClip(repository, modules)
    : await openText(repository, modules, settings);
  const pipeline: Pipeline = { repository, path: modules[0].path, settings, ...opened };
  const { network, stages } = pipeline;
  const { outFeatures } = stages.findLast((stage) => stage.kind === "dense") ?? {};
  const { embedDimension = null } = network.metadata;
  return {
    metadata: {
      ...network.metadata,
      similarity: settings.similarity,
      embedDimension: outFeatures ?? embedDimension,
    },
    describe: (context) => describe(pipeline, context),
    load: async (context) => {
      const [apply, traits] = await Promise.all([loadStages(repository, stages), describe(pipeline, context)]);
      return pipelineEncoder({ traits, network: await network.load(context), apply });
    },
    neededFiles: (dtype) => neededFiles(pipeline, dtype),
  };
}

type Opened = Pick<Pipeline, "network" | "stages">;

async function openClip(repository: ModelRepository, [clip, ...rest]: PipelineModules): Promise<Opened> {
  const network = await clipModel(repositoryFolder(repository, clip.path), { exportCommand });
  return { network, stages: await readStages(repository, rest) };
}

async function openText(
  repository: ModelRepository,
  [network, pooling, ...rest]: PipelineModules,
  settings: PipelineSettings,
): Promise<Opened> {
  requireKind(repository, network, "Transformer");
  const found = requireKind(repository, pooling, "Pooling");
  const folder = repositoryFolder(repository, network.path);
  const model = textModel({
    repository: folder,
    transformer: await readTransformer(folder),
    pooling: await readPooling(repository, found),
    similarity: settings.similarity,
    exportCommand,
    prompt: (options) => promptFor(settings, options),
  });
  return { network: model, stages: await readStages(repository, rest) };
}

function requireKind(repository: ModelRepository, module: PipelineModule | undefined, kind: string): PipelineModule {
  if (module?.kind === kind) return module;
  throw unsupportedModule(repository, module ? `${module.kind} in place of ${kind}` : `no ${kind}`);
}

async function describe(pipeline: Pipeline, context: ModelLoadContext): Promise<EncoderTraits> {
  const { repository, network, stages, settings } = pipeline;
  const traits = (await network.describe?.(context)) ?? {};
  const files = stages.flatMap((stage) => (stage.kind === "dense" ? [denseWeights(stage)] : []));
  const present = files.filter((file) => repository.files.includes(file));
  const fingerprint = await modelFingerprint({
    repository,
    files: present,
    settings: { family: "sentence-transformers", network: traits.fingerprint, stages },
  });
  const hasPrompts = Object.values(settings.prompts).some((prompt) => prompt !== "");
  return { ...traits, fingerprint, ...(hasPrompts && { instruction: (options) => promptFor(settings, options) }) };
}

function neededFiles({ network, stages, path }: Pipeline, dtype: string): readonly ModelFileNeed[] {
  const [modality = "text"] = network.metadata.modalities;
  const inFolder = (file: string): readonly string[] => (path === "" ? [file] : [`${path}/${file}`, file]);
  const weights = stages.flatMap((stage) => (stage.kind === "dense" ? [denseWeights(stage)] : []));
  return [
    ...(network.neededFiles?.(dtype) ?? []).map((need) => ({ ...need, anyOf: need.anyOf.flatMap(inFolder) })),
    ...weights.map((file) => ({ anyOf: [file], modality, isGraph: false, command: exportCommand })),
  ];
}
