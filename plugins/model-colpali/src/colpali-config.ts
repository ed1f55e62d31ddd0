import type { ModelRepository } from "@mieb/core";
import { configOfModel, processorFile } from "@mieb/onnx";
import { z } from "zod";

/** What is read from a repository, apart from its graphs and its tokenizer. */
export interface ColpaliConfig {
  readonly embedDimension: number;
  /** Tokens a query may have. */
  readonly maxTokens: number;
  readonly imageTokenId: number;
  /** Image tokens of every page. */
  readonly imageTokenCount: number;
  /** What precedes every text. */
  readonly queryPrefix: string;
  /** What stands behind the image tokens of every page. */
  readonly visualPrompt: string;
}

const positive = z.int().positive();
const textConfig = z.object({ max_position_embeddings: positive.default(8192) }).prefault({});
const vlm = { text_config: textConfig, image_token_index: z.int().nonnegative().default(256_000) };

// Published configurations leave out what equals the class's value.
const configSchema = z.object({
  model_type: z.literal("colpali"),
  embedding_dim: positive.default(128),
  vlm_config: z.object(vlm).prefault({}),
});

const imageProcessor = z.object({ image_seq_length: positive });
const imagesSchema = z.union([z.object({ image_processor: imageProcessor }), imageProcessor]);
const promptsSchema = z.object({
  query_prefix: z.string().default("Question: "),
  visual_prompt_prefix: z.string().default("Describe the image."),
});

/**
 * Reads config.json and the processor's files, as transformers' `ColPaliProcessor` does.
 * @throws MiebError `MODEL_FILES_MISSING`, `MODEL_INVALID_FILE` naming file and field
 */
export async function readColpaliConfig(repository: ModelRepository): Promise<ColpaliConfig> {
  const { embedding_dim, vlm_config } = await configOfModel(repository, configSchema);
  const images = await configOfModel(repository, imagesSchema, processorFile(repository));
  const hasPrompts = repository.files.includes("processor_config.json");
  const prompts = hasPrompts
    ? await configOfModel(repository, promptsSchema, "processor_config.json")
    : promptsSchema.parse({});
  return {
    embedDimension: embedding_dim,
    maxTokens: vlm_config.text_config.max_position_embeddings,
    imageTokenId: vlm_config.image_token_index,
    imageTokenCount: ("image_processor" in images ? images.image_processor : images).image_seq_length,
    queryPrefix: prompts.query_prefix,
    visualPrompt: prompts.visual_prompt_prefix,
  };
}
