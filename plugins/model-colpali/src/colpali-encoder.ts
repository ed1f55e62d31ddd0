import {
  concatEmbeddings,
  MiebError,
  selectRows,
  type Embeddings,
  type Encoder,
  type EncodeOptions,
  type EncoderInput,
  type EncoderTraits,
} from "@mieb/core";
import {
  graphFeeds,
  pixelTensor,
  tokenFeeds,
  twoSidedEncoder,
  type ImagePreprocessor,
  type InferenceEngine,
  type TokenBatch,
} from "@mieb/onnx";
import type { OpenGraph } from "./open-graphs.ts";
import type { Prompts } from "./prompts.ts";
import { tokenVectors } from "./token-vectors.ts";

export interface ColpaliParts {
  /** For messages. */
  readonly name: string;
  readonly traits: EncoderTraits;
  readonly engine: InferenceEngine;
  readonly prompts: Prompts;
  readonly preprocessor: ImagePreprocessor;
  /** Opens the graph for a side at the first call; undefined where the repository has none. */
  graph(side: "image" | "text"): Promise<OpenGraph> | undefined;
}

/** An encoder of one vector per token. A row with both an image and a text has the vectors of both, the image's first. */
export function colpaliEncoder(parts: ColpaliParts): Encoder {
  return twoSidedEncoder({
    traits: parts.traits,
    engine: parts.engine,
    encodeTexts: (batch, options) => encodeTexts(parts, batch, options),
    encodeImages: (batch, options) => encodeImages(parts, batch, options),
    fuse: (texts, images) => joined(images, texts),
  });
}

async function encodeTexts(
  parts: ColpaliParts,
  batch: readonly EncoderInput[],
  { signal }: EncodeOptions,
): Promise<Embeddings> {
  const graph = await openGraph(parts, "text");
  const tokens = parts.prompts.texts(batch.map(({ text }) => text ?? ""));
  return run(parts, graph, { tokens, feeds: tokenFeeds(tokens), signal });
}

async function encodeImages(
  parts: ColpaliParts,
  batch: readonly EncoderInput[],
  { signal }: EncodeOptions,
): Promise<Embeddings> {
  const graph = await openGraph(parts, "image");
  const tokens = parts.prompts.pages(batch.length);
  const pixels = await pixelTensor(batch, { preprocessor: parts.preprocessor, conversion: "rgb", signal });
  return run(parts, graph, { tokens, feeds: { ...tokenFeeds(tokens), pixel_values: pixels }, signal });
}

type Feeds = Parameters<typeof graphFeeds>[1];

interface Run {
  readonly tokens: TokenBatch;
  readonly feeds: Feeds;
  readonly signal: AbortSignal | undefined;
}

async function run(
  { engine, name, preprocessor }: ColpaliParts,
  { file, output, signature }: OpenGraph,
  { tokens, feeds, signal }: Run,
): Promise<Embeddings> {
  const given = graphFeeds(signature, feeds, preprocessor.outputSize);
  const tensor = await engine.run({ graph: file, feeds: given, output, signal });
  return tokenVectors(tensor, tokens, `${name} (${file}, output ${output})`);
}

async function openGraph({ graph, name }: ColpaliParts, side: "image" | "text"): Promise<OpenGraph> {
  const opening = graph(side);
  if (opening) return opening;
  throw new MiebError("MODEL_MODALITY_MISSING", `${name} has no graph for ${side}s of this dtype.`, {
    hint: "Choose another dtype, or tasks whose modalities the model has.",
  });
}

function joined(first: Embeddings, second: Embeddings): Embeddings {
  const rowOffsets = first.rowOffsets?.map((offset, row) => offset + (second.rowOffsets?.[row] ?? 0));
  const parts = Array.from({ length: first.rowCount }, (_, row) => [
    selectRows(first, [row]),
    selectRows(second, [row]),
  ]);
  const { values } = concatEmbeddings(parts.flat(), first.dimension);
  return { ...first, values, ...(rowOffsets && { rowOffsets }) };
}
