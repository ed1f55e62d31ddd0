import type { Embeddings, Encoder, EncodeOptions, EncoderInput, EncoderTraits } from "@mieb/core";
import { sumEmbeddings } from "@mieb/onnx";

export interface PipelineParts {
  readonly traits: EncoderTraits;
  readonly network: Encoder;
  /** What is done to the network's vectors. */
  apply(embeddings: Embeddings): Embeddings;
}

/** A network with prompts before its texts and layers after it. An image with a text is the sum of the two. */
export function pipelineEncoder({ traits, network, apply }: PipelineParts): Encoder {
  const encode = async (inputs: readonly EncoderInput[], options: EncodeOptions): Promise<Embeddings> =>
    apply(await network.encode(inputs, options));
  return {
    ...network,
    ...traits,
    get concurrency() {
      return network.concurrency ?? 1;
    },
    async encode(batch, options) {
      const prompt = traits.instruction?.(options) ?? "";
      const texts = batch.flatMap(({ text, identity }) =>
        text === undefined ? [] : [{ text: prompt + text, identity }],
      );
      const images = batch.flatMap(({ image, identity }) => (image === undefined ? [] : [{ image, identity }]));
      if (texts.length > 0 && images.length > 0)
        return sumEmbeddings(await encode(texts, options), await encode(images, options));
      return encode(images.length > 0 ? images : texts, options);
    },
  };
}
