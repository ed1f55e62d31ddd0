import { Tokenizer } from "@huggingface/tokenizers";
import { MiebError } from "@mieb/core";
import { z } from "zod";
import { cleanText, type TextCleaning } from "./clean-text.ts";

/** Token ids of a batch, padded to one length. */
export interface TokenBatch {
  /** `[rowCount × length]`, row-major. */
  readonly inputIds: Int32Array;
  /** `[rowCount × length]`: 1 for tokens, 0 for padding. */
  readonly attentionMask: Int32Array;
  readonly rowCount: number;
  readonly length: number;
}

export interface TextTokenizer {
  /** Longest row in tokens, special ones included. */
  readonly maxTokens: number;
  encode(texts: readonly string[]): TokenBatch;
}

/** How a family calls its tokenizer, where that is not what transformers does by itself. */
export interface TokenizerUse {
  /** Folder of tokenizer.json and tokenizer_config.json; default the repository's root. */
  readonly folder?: string;
  /** Rows as long as the longest text of the batch (default), or always `maxTokens`. */
  readonly padding?: "longest" | "max-length";
  /** What is done to a text before it is split; default nothing. */
  readonly cleaning?: TextCleaning;
  /** Id that fills rows up; default that of the pad token. */
  readonly padId?: number;
  /** Whether the separator token is replaced by id 0, as CLIPA's tokenizers have it. */
  readonly dropsSeparator?: boolean;
}

/** Where a repository keeps its tokenizer and the configuration of it. */
export function tokenizerFiles({ folder }: TokenizerUse = {}): readonly [tokenizer: string, config: string] {
  const inFolder = (file: string): string => (folder === undefined ? file : `${folder}/${file}`);
  return [inFolder("tokenizer.json"), inFolder("tokenizer_config.json")];
}

export interface TokenizerFiles extends TokenizerUse {
  /** Parsed tokenizer.json. */
  readonly tokenizer: unknown;
  /** Parsed tokenizer_config.json. */
  readonly config: unknown;
  /** Positions the text tower has; the limit when the configuration gives none. */
  readonly maxPositions: number;
}

const tokenText = z.union([z.string(), z.object({ content: z.string() }).transform(({ content }) => content)]);
const configSchema = z.object({
  model_max_length: z.number().optional(),
  pad_token: tokenText.nullish(),
  eos_token: tokenText.nullish(),
  sep_token: tokenText.nullish(),
  padding_side: z.enum(["left", "right"]).default("right"),
  truncation_side: z.enum(["left", "right"]).default("right"),
});

/**
 * The tokenizer of a repository, called as `tokenizer(texts, padding=True, truncation=True)` of transformers:
 * special tokens survive truncation.
 * @throws MiebError `MODEL_INVALID_FILE`
 */
export function textTokenizer(files: TokenizerFiles): TextTokenizer {
  const parsed = configSchema.safeParse(files.config);
  if (!parsed.success) throw invalid("tokenizer_config.json", parsed.error.issues[0]?.message ?? "not valid");
  const config = parsed.data;
  const tokenizer = openTokenizer(files.tokenizer, files.config as object);
  // transformers writes 1e30 where there is no limit.
  const maxTokens = Math.min(config.model_max_length ?? Infinity, files.maxPositions);
  const padId = files.padId ?? padTokenId(tokenizer, config);
  const separator = files.dropsSeparator ? tokenizer.token_to_id(config.sep_token ?? "") : undefined;
  const prepare = preparation(files);
  const encodeOne = (text: string): readonly number[] => {
    const ids = encodeTruncated(tokenizer, prepare(text), { maxTokens, side: config.truncation_side });
    return separator === undefined ? ids : ids.map((id) => (id === separator ? 0 : id));
  };
  return {
    maxTokens,
    encode(texts) {
      const rows = texts.map(encodeOne);
      const length = files.padding === "max-length" ? maxTokens : Math.max(0, ...rows.map((row) => row.length));
      return padRows(rows, { length, padId, side: config.padding_side });
    },
  };
}

function padTokenId(tokenizer: Tokenizer, config: z.infer<typeof configSchema>): number {
  const padToken = config.pad_token ?? config.eos_token ?? "";
  const id = tokenizer.token_to_id(padToken);
  if (id === undefined) throw invalid("tokenizer_config.json", `the pad token "${padToken}" is not in the vocabulary`);
  return id;
}

function preparation({ tokenizer, cleaning }: TokenizerFiles): (text: string) => string {
  const split = lowercases(tokenizer) ? withoutFinalSigma : (text: string): string => text;
  return cleaning ? (text) => split(cleanText(text, cleaning)) : split;
}

function openTokenizer(json: unknown, config: object): Tokenizer {
  try {
    return new Tokenizer(json as object, config);
  } catch (cause) {
    throw invalid("tokenizer.json", (cause as Error).message, cause);
  }
}

function lowercases(json: unknown): boolean {
  const { normalizer } = json as { normalizer?: unknown };
  return /"type":"Lowercase"|"lowercase":true/.test(JSON.stringify(normalizer ?? null));
}

/** JavaScript lowercases a word's last Σ to ς; the Rust tokenizer goes letter by letter and gives σ everywhere. */
function withoutFinalSigma(text: string): string {
  return text.replaceAll("Σ", "σ");
}

interface Truncation {
  readonly maxTokens: number;
  readonly side: "left" | "right";
}

/** Cuts the text's own tokens, so that the special tokens around them stay. */
function encodeTruncated(tokenizer: Tokenizer, text: string, { maxTokens, side }: Truncation): readonly number[] {
  const ids: readonly number[] = tokenizer.encode(text).ids;
  if (ids.length <= maxTokens) return ids;
  const own: readonly number[] = tokenizer.encode(text, { add_special_tokens: false }).ids;
  const before = ids.findIndex((_, start) => own.every((id, index) => ids[start + index] === id));
  const kept = Math.max(0, maxTokens - (ids.length - own.length));
  return [
    ...ids.slice(0, before),
    ...(side === "right" ? own.slice(0, kept) : own.slice(own.length - kept)),
    ...ids.slice(before + own.length),
  ];
}

interface PadOptions {
  readonly length: number;
  readonly padId: number;
  readonly side: "left" | "right";
}

function padRows(rows: readonly (readonly number[])[], { length, padId, side }: PadOptions): TokenBatch {
  const inputIds = new Int32Array(rows.length * length).fill(padId);
  const attentionMask = new Int32Array(rows.length * length);
  rows.forEach((row, index) => {
    const start = index * length + (side === "left" ? length - row.length : 0);
    inputIds.set(row, start);
    attentionMask.fill(1, start, start + row.length);
  });
  return { inputIds, attentionMask, rowCount: rows.length, length };
}

function invalid(file: string, message: string, cause?: unknown): MiebError {
  return new MiebError("MODEL_INVALID_FILE", `${file}: ${message}.`, {
    hint: "Take the tokenizer files from the original model's repository.",
    cause,
  });
}
