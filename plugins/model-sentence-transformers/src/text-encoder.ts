import { checkEmbeddings, MiebError, type Encoder, type EncodeOptions, type EncoderTraits } from "@mieb/core";
import { graphFeeds, tokenFeeds, type GraphSignature, type InferenceEngine, type TextTokenizer } from "@mieb/onnx";
import { poolSequences } from "./pool-sequence.ts";
import type { PoolingSettings } from "./text-config.ts";

/** A graph ready to run. */
export interface OpenNetwork {
  readonly file: string;
  readonly output: string;
  readonly signature: GraphSignature;
}

export interface TextEncoderParts {
  /** For messages. */
  readonly name: string;
  readonly traits: EncoderTraits;
  readonly engine: InferenceEngine;
  readonly network: OpenNetwork;
  readonly tokenizer: TextTokenizer;
  readonly pooling: PoolingSettings;
  /** What stands before the texts given to `encode`. */
  prompt(options: EncodeOptions): string | undefined;
}

/** An encoder of texts alone. A batch with images is refused with `MODEL_MODALITY_MISSING`. */
export function textEncoder(parts: TextEncoderParts): Encoder {
  const { name, traits, engine, network, tokenizer, pooling } = parts;
  const { file, output, signature } = network;
  const from = `${name} (${file}, output ${output})`;
  return {
    ...traits,
    get concurrency() {
      return engine.batchesAtOnce;
    },
    async encode(batch, options) {
      if (batch.some(({ text, image }) => text === undefined || image !== undefined)) throw textsOnly(name);
      const tokens = tokenizer.encode(batch.map(({ text = "" }) => text));
      const feeds = graphFeeds(signature, tokenFeeds(tokens), null);
      const tensor = await engine.run({ graph: file, feeds, output, signal: options.signal });
      const skip = pooling.includesPrompt ? 0 : tokensOf(tokenizer, parts.prompt(options));
      const embeddings = poolSequences(tensor, tokens, { modes: pooling.modes, skip, from });
      checkEmbeddings(embeddings, batch.length, from);
      return embeddings;
    },
    [Symbol.asyncDispose]: () => engine[Symbol.asyncDispose](),
  };
}

/** Tokens of a prompt, without the special one that ends it where it stands alone. */
function tokensOf(tokenizer: TextTokenizer, prompt: string | undefined): number {
  if (prompt === undefined) return 0;
  const [alone, nothing] = [prompt, ""].map((text) => tokenizer.encode([text]).inputIds);
  const isEnded = nothing?.at(-1) !== undefined && nothing.at(-1) === alone?.at(-1);
  return (alone?.length ?? 0) - (isEnded ? 1 : 0);
}

function textsOnly(name: string): MiebError {
  return new MiebError("MODEL_MODALITY_MISSING", `${name} encodes texts only, not images.`, {
    hint: "Choose tasks of texts alone, or a CLIP of sentence-transformers.",
  });
}
