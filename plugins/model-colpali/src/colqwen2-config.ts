import type { ModelRepository } from "@mieb/core";
import { configOfModel, modelTypeOf, processorFile } from "@mieb/onnx";
import { z } from "zod";
import type { PatchSizes } from "./page-patches.ts";
import type { PixelRange } from "./smart-size.ts";

/** What is read from a repository, apart from its graphs and its tokenizer. */
export interface Colqwen2Config extends PatchSizes, PixelRange {
  readonly embedDimension: number;
  /** Tokens a text may have. */
  readonly maxTokens: number;
  readonly imageTokenId: number;
  /** What precedes every text. */
  readonly queryPrefix: string;
  /** What every page is prompted with, one image token among it. */
  readonly visualPrompt: string;
}

const positive = z.int().positive();
const positions = { max_position_embeddings: positive.optional() };
const vlm = {
  ...positions,
  image_token_id: z.int().nonnegative().default(151_655),
  text_config: z.object(positions).optional(),
};

// transformers keeps the language model's configuration apart, colpali_engine does not.
const configSchema = z.object({ ...vlm, embedding_dim: positive.default(128), vlm_config: z.object(vlm).optional() });
const architecturesSchema = z.object({ architectures: z.array(z.string()).nullish() });
const classSchema = z.object({ processor_class: z.string().nullish() });

// Class values of transformers' Qwen2VLImageProcessor; the older spelling of the range wins.
const imageProcessor = z.object({
  patch_size: positive.default(14),
  temporal_patch_size: positive.default(2),
  merge_size: positive.default(2),
  min_pixels: positive.nullish(),
  max_pixels: positive.nullish(),
  size: z.object({ shortest_edge: positive.optional(), longest_edge: positive.optional() }).nullish(),
});
const imagesSchema = z.union([z.object({ image_processor: imageProcessor }), imageProcessor]);
const promptsSchema = z.object({
  query_prefix: z.string().default("Query: "),
  visual_prompt_prefix: z
    .string()
    .default("<|im_start|>user\n<|vision_start|><|image_pad|><|vision_end|>Describe the image.<|im_end|><|endoftext|>"),
});

/**
 * Whether a repository holds a ColQwen2: by config.json, or, in one of an adapter alone, by its processor's name, so that it can
 * be said how it is converted.
 */
export async function isColqwen2(repository: ModelRepository): Promise<boolean> {
  const type = await modelTypeOf(repository);
  if (type === "colqwen2") return true;
  if (type === "qwen2_vl") {
    const { architectures } = await configOfModel(repository, architecturesSchema);
    return architectures?.includes("ColQwen2") ?? false;
  }
  if (!repository.files.includes("adapter_config.json") || !repository.files.includes(processorFile(repository)))
    return false;
  const { processor_class } = await configOfModel(repository, classSchema, processorFile(repository));
  return processor_class === "ColQwen2Processor";
}

/**
 * Reads config.json, where an adapter's repository has none the class's values, and the processor's files.
 * @throws MiebError `MODEL_FILES_MISSING`, `MODEL_INVALID_FILE` naming file and field
 */
export async function readColqwen2Config(repository: ModelRepository): Promise<Colqwen2Config> {
  const isAdapter = !repository.files.includes("config.json");
  const config = isAdapter ? configSchema.parse({}) : await configOfModel(repository, configSchema);
  const { image_token_id, max_position_embeddings, text_config } = config.vlm_config ?? config;
  const prompts = repository.files.includes("processor_config.json")
    ? await configOfModel(repository, promptsSchema, "processor_config.json")
    : promptsSchema.parse({});
  return {
    ...(await imageSettings(repository)),
    embedDimension: config.embedding_dim,
    maxTokens: text_config?.max_position_embeddings ?? max_position_embeddings ?? 32_768,
    imageTokenId: image_token_id,
    queryPrefix: prompts.query_prefix,
    visualPrompt: prompts.visual_prompt_prefix,
  };
}

async function imageSettings(repository: ModelRepository): Promise<PatchSizes & PixelRange> {
  const read = await configOfModel(repository, imagesSchema, processorFile(repository));
  const images = "image_processor" in read ? read.image_processor : read;
  return {
    patchSize: images.patch_size,
    temporalPatchSize: images.temporal_patch_size,
    mergeSize: images.merge_size,
    minPixels: images.min_pixels ?? images.size?.shortest_edge ?? 56 * 56,
    maxPixels: images.max_pixels ?? images.size?.longest_edge ?? 28 * 28 * 1280,
  };
}
