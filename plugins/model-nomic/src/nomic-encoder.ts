import {
  checkEmbeddings,
  MiebError,
  type Embeddings,
  type Encoder,
  type EncodeOptions,
  type EncoderInput,
  type EncoderTraits,
} from "@mieb/core";
import {
  graphFeeds,
  pixelTensor,
  poolTokens,
  tokenFeeds,
  twoSidedEncoder,
  type GraphSignature,
  type ImagePreprocessor,
  type InferenceEngine,
  type TextTokenizer,
} from "@mieb/onnx";
import { poolTexts, unitRows } from "./pool-texts.ts";

/** The output of both graphs that is pooled. */
export const output = "last_hidden_state";

/** A graph ready to run. */
export interface OpenGraph {
  readonly file: string;
  readonly signature: GraphSignature;
}

export interface NomicParts {
  /** For messages. */
  readonly name: string;
  readonly traits: EncoderTraits;
  readonly engine: InferenceEngine;
  /** Opened when first asked for. */
  image(): Promise<OpenGraph & { readonly preprocessor: ImagePreprocessor }>;
  text?(): Promise<OpenGraph & { readonly tokenizer: TextTokenizer }>;
}

/** An encoder of normalised vectors: the class token of an image, the mean token of a text; both together are added. */
export function nomicEncoder(parts: NomicParts): Encoder {
  return twoSidedEncoder({
    traits: parts.traits,
    engine: parts.engine,
    encodeTexts: (batch, options) => encodeTexts(parts, batch, options),
    encodeImages: (batch, options) => encodeImages(parts, batch, options),
  });
}

async function encodeImages(
  { name, engine, image }: NomicParts,
  batch: readonly EncoderInput[],
  { imageConversion, signal }: EncodeOptions,
): Promise<Embeddings> {
  const { file, signature, preprocessor } = await image();
  const pixels = await pixelTensor(batch, { preprocessor, conversion: imageConversion, signal });
  const feeds = graphFeeds(signature, { pixel_values: pixels }, null);
  const tensor = await engine.run({ graph: file, feeds, output, signal });
  const embeddings = unitRows(poolTokens(tensor, "cls", `${name} (${file})`));
  checkEmbeddings(embeddings, batch.length, `${name} (${file})`);
  return embeddings;
}

async function encodeTexts(
  { name, engine, text }: NomicParts,
  batch: readonly EncoderInput[],
  { signal }: EncodeOptions,
): Promise<Embeddings> {
  if (!text) {
    throw new MiebError("MODEL_MODALITY_MISSING", `${name} has no text graph for this dtype.`, {
      hint: "Put the graph of Nomic Embed Text beside that of the images as text_model.onnx, with its tokenizer files.",
    });
  }
  const { file, signature, tokenizer } = await text();
  const tokens = tokenizer.encode(batch.map((input) => input.text ?? ""));
  const feeds = graphFeeds(signature, tokenFeeds(tokens), null);
  const tensor = await engine.run({ graph: file, feeds, output, signal });
  return poolTexts(tensor, tokens, `${name} (${file})`);
}
