import type { ModelRepository } from "@mieb/core";
import { configOfModel, readModelJson } from "@mieb/onnx";
import { z } from "zod";
import { unsupportedModule, type PipelineModule } from "./modules.ts";
import { poolingModes, type PoolingMode } from "./pool-sequence.ts";

/** Names the library has given to the settings of its Transformer module. */
export const transformerFiles: readonly string[] = [
  "sentence_bert_config.json",
  "sentence_roberta_config.json",
  "sentence_distilbert_config.json",
  "sentence_camembert_config.json",
  "sentence_albert_config.json",
  "sentence_xlm-roberta_config.json",
  "sentence_xlnet_config.json",
];

const transformerSchema = z.object({
  max_seq_length: z.int().positive().nullish(),
  do_lower_case: z.boolean().default(false),
  transformer_task: z.string().default("feature-extraction"),
  module_output_name: z.string().default("token_embeddings"),
});

/** Tokenizing, as the library's Transformer module does it. */
export interface TransformerSettings {
  /** Longest text in tokens; undefined leaves it to the tokenizer and the network. */
  readonly maxTokens: number | undefined;
  /** Positions the network has; infinite where its configuration says nothing. */
  readonly maxPositions: number;
  readonly lowercases: boolean;
}

/** @param repository folder of the module @throws MiebError `MODEL_INVALID_FILE` */
export async function readTransformer(repository: ModelRepository): Promise<TransformerSettings> {
  const file = transformerFiles.find((name) => repository.files.includes(name));
  const settings = file ? await configOfModel(repository, transformerSchema, file) : transformerSchema.parse({});
  const { transformer_task: task, module_output_name: output } = settings;
  if (task !== "feature-extraction" || output !== "token_embeddings") {
    throw unsupportedModule(repository, `a Transformer for ${task} that gives ${output}`);
  }
  const positions = z.object({ max_position_embeddings: z.int().optional() });
  const { max_position_embeddings: maxPositions = -1 } = await configOfModel(repository, positions);
  return {
    maxTokens: settings.max_seq_length ?? undefined,
    maxPositions: maxPositions > 0 ? maxPositions : Infinity,
    lowercases: settings.do_lower_case,
  };
}

const modes = z.enum(poolingModes);
/** Settings of versions before 5.4, in the order in which the library joins several. */
const flags = {
  pooling_mode_cls_token: "cls",
  pooling_mode_max_tokens: "max",
  pooling_mode_mean_tokens: "mean",
  pooling_mode_mean_sqrt_len_tokens: "mean_sqrt_len_tokens",
  pooling_mode_weightedmean_tokens: "weightedmean",
  pooling_mode_lasttoken: "lasttoken",
} as const satisfies Record<string, PoolingMode>;

const poolingSchema = z.looseObject({
  embedding_dimension: z.int().positive().optional(),
  word_embedding_dimension: z.int().positive().optional(),
  pooling_mode: z.union([modes.transform((mode) => [mode]), z.array(modes).min(1)]).optional(),
  include_prompt: z.boolean().default(true),
});

export interface PoolingSettings {
  readonly modes: readonly PoolingMode[];
  /** Whether the prompt's tokens are pooled too. */
  readonly includesPrompt: boolean;
  /** Length of the pooled vectors; null where the configuration does not say. */
  readonly dimension: number | null;
}

/** @throws MiebError `MODEL_FILES_MISSING`, `MODEL_INVALID_FILE` */
export async function readPooling(repository: ModelRepository, { path }: PipelineModule): Promise<PoolingSettings> {
  const config = await configOfModel(repository, poolingSchema, `${path}/config.json`);
  const flagged = Object.entries(flags).flatMap(([flag, mode]) => (config[flag] === true ? [mode] : []));
  const chosen = config.pooling_mode ?? (flagged.length > 0 ? flagged : (["mean"] as const));
  const width = config.embedding_dimension ?? config.word_embedding_dimension;
  const dimension = width === undefined ? null : width * chosen.length;
  return { modes: chosen, includesPrompt: config.include_prompt, dimension };
}

/** The tokenizer's files with what the module changes in them. @throws MiebError `MODEL_FILES_MISSING`, `MODEL_INVALID_FILE` */
export async function readTokenizer(
  repository: ModelRepository,
  { maxTokens, maxPositions, lowercases }: TransformerSettings,
): Promise<{ readonly tokenizer: unknown; readonly config: unknown; readonly maxPositions: number }> {
  const hint = `Make it with Python: python tools/export/sentence_pipeline.py ${repository.name} FOLDER`;
  const tokenizer = await readModelJson(repository, "tokenizer.json", hint);
  const config = await readModelJson(repository, "tokenizer_config.json", hint);
  return {
    tokenizer: lowercases ? lowercasing(tokenizer as TokenizerJson) : tokenizer,
    config: { ...(config as object), ...(maxTokens !== undefined && { model_max_length: maxTokens }) },
    // A length of the module's own holds whatever the network's positions.
    maxPositions: maxTokens ?? maxPositions,
  };
}

interface TokenizerJson {
  readonly normalizer?: { readonly type: string } | null;
}

function lowercasing(tokenizer: TokenizerJson): TokenizerJson {
  const { normalizer } = tokenizer;
  const normalizers = [{ type: "Lowercase" }, ...(normalizer ? [normalizer] : [])];
  return { ...tokenizer, normalizer: { type: "Sequence", normalizers } as { readonly type: string } };
}
