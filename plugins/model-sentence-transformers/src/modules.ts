import { MiebError, type ModelRepository } from "@mieb/core";
import { modelTypeOf, readModelJson, repositoryFolder } from "@mieb/onnx";
import { z } from "zod";

/** One step of a pipeline, as modules.json lists it. */
export interface PipelineModule {
  /** Name of the class alone: its package has moved from version to version. */
  readonly kind: string;
  /** Folder of the module's files; empty for the root. */
  readonly path: string;
}

/** A pipeline: the network first, then what is done to its vectors. */
export type PipelineModules = readonly [network: PipelineModule, ...rest: PipelineModule[]];

const packageName = "sentence_transformers.";
const modulesSchema = z
  .array(z.object({ idx: z.int(), path: z.string(), type: z.string() }))
  .min(1)
  .transform((modules) => modules.toSorted((a, b) => a.idx - b.idx));

/**
 * The modules of a repository, in order. A class of another package keeps its full name.
 * @throws MiebError `MODEL_FILES_MISSING`, `MODEL_INVALID_FILE`
 */
export async function readModules(repository: ModelRepository): Promise<PipelineModules> {
  const hint = "Take modules.json from the original model's repository.";
  const { data, error } = modulesSchema.safeParse(await readModelJson(repository, "modules.json", hint));
  const [network, ...rest] = (data ?? []).map(({ type, path }) => ({ kind: kindOf(type), path }));
  if (network) return [network, ...rest];
  const [issue] = error?.issues ?? [];
  throw new MiebError(
    "MODEL_INVALID_FILE",
    `${repository.name}: modules.json, field ${issue?.path.join(".")}: ${issue?.message}.`,
    { hint },
  );
}

/**
 * Whether a repository is a pipeline of this family. One with an image processor belongs to the family of its network,
 * but for CLIP, which the library had a module for.
 */
export async function isOurs(repository: ModelRepository): Promise<boolean> {
  const { data } = modulesSchema.safeParse(await repository.readJson("modules.json"));
  const [network] = data ?? [];
  if (!network?.type.startsWith(packageName)) return false;
  const { path, type } = network;
  if (await isClip(repository, { path, kind: kindOf(type) })) return true;
  const { files } = repositoryFolder(repository, path);
  return !["preprocessor_config.json", "processor_config.json"].some((file) => files.includes(file));
}

/** Whether the network is a CLIP: by its class, or since version 5.4 by the configuration of what stands there. */
export async function isClip(repository: ModelRepository, { kind, path }: PipelineModule): Promise<boolean> {
  if (kind === "CLIPModel") return true;
  return kind === "Transformer" && (await modelTypeOf(repositoryFolder(repository, path))) === "clip";
}

/** The error for a module that is not run here. */
export function unsupportedModule({ name }: ModelRepository, what: string): MiebError {
  return new MiebError("MODEL_INVALID_FILE", `${name}: modules.json asks for ${what}, which is not run here.`, {
    hint: `Run it in Python: -m python:${name}`,
  });
}

function kindOf(type: string): string {
  return type.startsWith(packageName) ? type.slice(type.lastIndexOf(".") + 1) : type;
}
