import type { Embeddings, Encoder, EncoderTraits } from "@mieb/core";
import type { InferenceEngine } from "../session/inference-engine.ts";
import { sumEmbeddings } from "./sum-embeddings.ts";

export interface TwoSidedParts {
  readonly traits: EncoderTraits;
  readonly engine: InferenceEngine;
  /** The rows of the batch's texts; of nothing else an input has. */
  readonly encodeTexts: Encoder["encode"];
  /** The rows of the batch's images; of nothing else an input has. */
  readonly encodeImages: Encoder["encode"];
  /** The rows of images with a text, from those of each side. Default: their sum. */
  fuse?(texts: Embeddings, images: Embeddings): Embeddings;
}

/**
 * An encoder of texts and images by graphs of one engine, which ends with it. Several batches may be in flight: one is
 * preprocessed while another is in the graph.
 */
export function twoSidedEncoder(parts: TwoSidedParts): Encoder {
  const { traits, engine, encodeTexts, encodeImages, fuse = sumEmbeddings } = parts;
  return {
    ...traits,
    get concurrency() {
      return engine.batchesAtOnce;
    },
    async encode(batch, options) {
      const hasText = batch.some(({ text }) => text !== undefined);
      const hasImage = batch.some(({ image }) => image !== undefined);
      if (hasText && hasImage) return fuse(await encodeTexts(batch, options), await encodeImages(batch, options));
      return hasImage ? encodeImages(batch, options) : encodeTexts(batch, options);
    },
    [Symbol.asyncDispose]: () => engine[Symbol.asyncDispose](),
  };
}
