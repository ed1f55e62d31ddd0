import type { ModelRepository } from "@mieb/core";
import { z } from "zod";
import { torchvisionConfigSchema, type TorchvisionConfig } from "../image/torchvision-processor.ts";
import { configOfModel, modelTypeOf } from "../repository/model-config.ts";
import type { TextCleaning } from "../text/clean-text.ts";

/** The file by which OpenCLIP knows a repository. */
export const openClipConfigFile = "open_clip_config.json";

/** What the inputs depend on in {@link openClipConfigFile}. */
export interface OpenClipConfig {
  readonly model_cfg: {
    readonly embed_dim: number;
    readonly vision_cfg: {
      readonly image_size: TorchvisionConfig["size"];
      /** Name in timm of the image tower, where it is not one of OpenCLIP's own. */
      readonly timm_model_name?: string | null | undefined;
    };
    readonly text_cfg: OpenClipText;
  };
  readonly preprocess_cfg: TorchvisionConfig;
}

export interface OpenClipText {
  readonly context_length: number;
  /** Text tower of transformers, where it is not OpenCLIP's own. */
  readonly hf_model_name?: string | null | undefined;
  /** Tokenizer of transformers, where it is not OpenCLIP's own. */
  readonly hf_tokenizer_name?: string | null | undefined;
  readonly no_causal_mask: boolean;
  readonly tokenizer_kwargs: { readonly clean?: TextCleaning | undefined; readonly strip_sep_token: boolean };
}

const pixels = z.int().positive();

const textSchema: z.ZodType<OpenClipText> = z.object({
  context_length: pixels.default(77),
  hf_model_name: z.string().nullish(),
  hf_tokenizer_name: z.string().nullish(),
  // CLIPS puts its tokens together in a way of its own.
  tokenizer_mode: z.null().optional(),
  no_causal_mask: z.boolean().default(false),
  tokenizer_kwargs: z
    .object({
      clean: z.enum(["lower", "whitespace", "canonicalize"]).optional(),
      strip_sep_token: z.boolean().default(false),
    })
    .prefault({}),
});

const modelSchema: z.ZodType<OpenClipConfig["model_cfg"]> = z.object({
  embed_dim: z.int().positive(),
  vision_cfg: z.object({
    image_size: z.union([pixels, z.tuple([pixels, pixels])]).default(224),
    timm_model_name: z.string().nullish(),
  }),
  text_cfg: textSchema,
});

const configSchema: z.ZodType<OpenClipConfig> = z.object({
  model_cfg: modelSchema,
  preprocess_cfg: torchvisionConfigSchema.prefault({}),
});

/** How OpenCLIP's files lie in a repository: its own way, or with a folder for each tower, as immich has them. */
export type OpenClipLayout = "own" | "folders";

/** By this file immich's layout is known; its config.json is what OpenCLIP calls `model_cfg`. */
const foldersFile = "visual/preprocess_cfg.json";

/** @throws MiebError `MODEL_FILES_MISSING`; `MODEL_INVALID_FILE` naming the field */
export async function readOpenClipConfig(repository: ModelRepository): Promise<OpenClipConfig> {
  if (openClipLayout(repository) !== "folders") return configOfModel(repository, configSchema, openClipConfigFile);
  return {
    model_cfg: await configOfModel(repository, modelSchema),
    preprocess_cfg: await configOfModel(repository, torchvisionConfigSchema, foldersFile),
  };
}

/** Undefined for repositories that are not OpenCLIP's. */
export function openClipLayout({ files }: ModelRepository): OpenClipLayout | undefined {
  if (files.includes(openClipConfigFile)) return "own";
  return files.includes(foldersFile) ? "folders" : undefined;
}

const towerSchema = z.object({ vision_cfg: z.object({ timm_model_name: z.string() }) });
const ownSchema = z.object({ model_cfg: towerSchema }).transform(({ model_cfg }) => model_cfg);

/**
 * The image tower of a repository in OpenCLIP's layout: its name in timm, or `OpenCLIP`; undefined for other layouts.
 *
 * A config.json beside it may be transformers' of the same CLIP (LAION, DFN); of another model type it decides
 * (SigLIPs that are published in both layouts).
 */
export async function openClipTower(repository: ModelRepository): Promise<string | undefined> {
  const layout = openClipLayout(repository);
  if (!layout || !["", "clip"].includes(await modelTypeOf(repository))) return undefined;
  const [file, schema] = layout === "own" ? [openClipConfigFile, ownSchema] : ["config.json", towerSchema];
  if (!repository.files.includes(file)) return undefined;
  const { data } = schema.safeParse(await repository.readJson(file));
  return data?.vision_cfg.timm_model_name ?? "OpenCLIP";
}
