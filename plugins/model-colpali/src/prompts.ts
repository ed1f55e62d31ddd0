import { readModelJson, textTokenizer, type TextTokenizer, type TokenBatch } from "@mieb/onnx";
import { MiebError, type ModelRepository } from "@mieb/core";
import { z } from "zod";
import type { ColpaliConfig } from "./colpali-config.ts";

/** Tokens of what ColPali is shown: of texts, and of pages before the image takes its tokens' places. */
export interface Prompts {
  texts(texts: readonly string[]): TokenBatch;
  pages(count: number): TokenBatch;
}

/** Pad tokens behind every text: room for the model to expand the query in. */
const augmentationTokens = 10;

const hint = "Copy the tokenizer files from the original model's repository.";
const token = z.union([z.string(), z.object({ content: z.string() }).transform(({ content }) => content)]);
const tokensSchema = z.object({ bos_token: token.default("<bos>"), pad_token: token.default("<pad>") });

/**
 * The prompts of transformers' `ColPaliProcessor`, its own tokens written out, so that the tokenizer adds none.
 * @throws MiebError `MODEL_FILES_MISSING`, `MODEL_INVALID_FILE`
 */
export async function readPrompts(repository: ModelRepository, config: ColpaliConfig): Promise<Prompts> {
  const json = (await readModelJson(repository, "tokenizer.json", hint)) as object;
  const settings = (await readModelJson(repository, "tokenizer_config.json", hint)) as object;
  const tokens = tokensSchema.safeParse(settings);
  if (!tokens.success) throw invalid(repository, tokens.error.issues[0]);
  const { bos_token: bos, pad_token: pad } = tokens.data;
  const tokenizer = textTokenizer({
    tokenizer: { ...json, post_processor: null },
    config: { ...settings, add_bos_token: false, add_eos_token: false },
    maxPositions: config.maxTokens,
  });
  const page = pageTokens(tokenizer.encode([`${bos}${config.visualPrompt}\n`]), config);
  return {
    texts: (texts) => tokenizer.encode(texts.map((text) => queryPrompt(text, { bos, pad, config }))),
    pages: (count) => ({
      inputIds: Int32Array.from({ length: count * page.length }, (_, index) => page[index % page.length] ?? 0),
      attentionMask: new Int32Array(count * page.length).fill(1),
      rowCount: count,
      length: page.length,
    }),
  };
}

function queryPrompt(
  text: string,
  { bos, pad, config }: { readonly bos: string; readonly pad: string; readonly config: ColpaliConfig },
): string {
  return `${bos}${config.queryPrefix}${text}${pad.repeat(augmentationTokens)}\n`;
}

function pageTokens(
  { inputIds }: ReturnType<TextTokenizer["encode"]>,
  { imageTokenId, imageTokenCount }: ColpaliConfig,
): readonly number[] {
  return [...Array.from({ length: imageTokenCount }, () => imageTokenId), ...inputIds];
}

function invalid({ name }: ModelRepository, issue: z.core.$ZodIssue | undefined): MiebError {
  const field = `field ${issue?.path.join(".")}: ${issue?.message}`;
  return new MiebError("MODEL_INVALID_FILE", `${name}: tokenizer_config.json, ${field}.`, { hint });
}
