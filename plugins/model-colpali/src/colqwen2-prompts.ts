import { readModelJson, textTokenizer, type TokenBatch } from "@mieb/onnx";
import { MiebError, type ModelRepository } from "@mieb/core";
import type { Colqwen2Config } from "./colqwen2-config.ts";

/** Tokens of what ColQwen2 is shown. */
export interface Colqwen2Prompts {
  texts(texts: readonly string[]): TokenBatch;
  /** Tokens of one page whose image takes so many. */
  page(imageTokenCount: number): TokenBatch;
}

/** Behind every text: room for the model to expand the query in. */
const augmentation = "<|endoftext|>".repeat(10);

const hint = "Copy the tokenizer files from the original model's repository.";

/**
 * The prompts of `ColQwen2Processor` of colpali_engine, as mteb uses it; transformers' adds a line break to texts.
 * @throws MiebError `MODEL_FILES_MISSING`, `MODEL_INVALID_FILE` where the prompt of pages has not one image token
 */
export async function readColqwen2Prompts(
  repository: ModelRepository,
  { imageTokenId, queryPrefix, visualPrompt, maxTokens }: Colqwen2Config,
): Promise<Colqwen2Prompts> {
  const tokenizer = textTokenizer({
    tokenizer: (await readModelJson(repository, "tokenizer.json", hint)) as object,
    config: (await readModelJson(repository, "tokenizer_config.json", hint)) as object,
    maxPositions: maxTokens,
  });
  const prompt = [...tokenizer.encode([visualPrompt]).inputIds];
  const place = prompt.indexOf(imageTokenId);
  if (place < 0 || prompt.includes(imageTokenId, place + 1)) throw noImageToken(repository, imageTokenId);
  return {
    texts: (texts) => tokenizer.encode(texts.map((text) => `${queryPrefix}${text}${augmentation}`)),
    page(imageTokenCount) {
      const image = Array.from({ length: imageTokenCount }, () => imageTokenId);
      const inputIds = Int32Array.from([...prompt.slice(0, place), ...image, ...prompt.slice(place + 1)]);
      const { length } = inputIds;
      return { inputIds, attentionMask: new Int32Array(length).fill(1), rowCount: 1, length };
    },
  };
}

function noImageToken({ name }: ModelRepository, imageTokenId: number): MiebError {
  return new MiebError(
    "MODEL_INVALID_FILE",
    `${name}: the prompt of pages should have the image token ${imageTokenId} of config.json once, by tokenizer.json.`,
    { hint },
  );
}
