import { checkEmbeddings, MiebError, type Encoder, type EncoderTraits } from "@mieb/core";
import type { ImagePreprocessor } from "../image/image-preprocessor.ts";
import { pixelTensor } from "../image/pixel-tensor.ts";
import type { GraphSource } from "../repository/load-graph.ts";
import type { InferenceEngine } from "../session/inference-engine.ts";
import type { GraphSignature } from "../session/protocol.ts";
import { graphFeeds } from "../two-tower/graph-feeds.ts";
import { poolTokens, type Pooling } from "./pool-tokens.ts";

export interface ImageEncoderParts {
  /** For messages. */
  readonly name: string;
  readonly traits: EncoderTraits;
  readonly engine: InferenceEngine;
  readonly graph: Pick<GraphSource, "file" | "output"> & { readonly signature: GraphSignature };
  readonly preprocessor: ImagePreprocessor;
  readonly pooling: Pooling;
}

/**
 * An encoder of images alone. Several batches may be in flight: one is preprocessed while another is in the graph. A
 * batch with texts is refused with `MODEL_MODALITY_MISSING`.
 */
export function imageEncoder({ name, traits, engine, graph, preprocessor, pooling }: ImageEncoderParts): Encoder {
  const from = `${name} (${graph.file}, output ${graph.output})`;
  return {
    ...traits,
    get concurrency() {
      return engine.batchesAtOnce;
    },
    async encode(batch, { imageConversion, signal }) {
      if (batch.some(({ text, image }) => text !== undefined || image === undefined)) throw imagesOnly(name);
      const conversion = traits.imageConversion === "rgb" ? "rgb" : imageConversion;
      const pixels = await pixelTensor(batch, { preprocessor, conversion, signal });
      const feeds = graphFeeds(graph.signature, { pixel_values: pixels }, null);
      const output = await engine.run({ graph: graph.file, feeds, output: graph.output, signal });
      const embeddings = poolTokens(output, pooling, from);
      checkEmbeddings(embeddings, batch.length, from);
      return embeddings;
    },
    [Symbol.asyncDispose]: () => engine[Symbol.asyncDispose](),
  };
}

function imagesOnly(name: string): MiebError {
  return new MiebError("MODEL_MODALITY_MISSING", `${name} encodes images only, not texts.`, {
    hint: "Choose tasks of images alone, such as those of the benchmark MIEB(Img).",
  });
}
