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
  twoSidedEncoder,
  type ImagePreprocessor,
  type InferenceEngine,
  type Tensor,
  type TokenBatch,
} from "@mieb/onnx";
import type { OpenGraph } from "./open-graphs.ts";
import { tokenVectors } from "./token-vectors.ts";

/** What a graph is fed, and the tokens that its vectors stand for. */
export interface GraphInput {
  readonly tokens: TokenBatch;
  readonly feeds: Readonly<Record<string, Tensor>>;
}

/** How a family turns texts and images into what its graphs are fed. */
export interface InputReader {
  /** Size of all pixel tensors; null where it follows the image. */
  readonly imageSize: ImagePreprocessor["outputSize"];
  /** Pages that the graph takes at a time. */
  readonly pagesAtOnce: number;
  texts(texts: readonly string[]): GraphInput;
  pages(pages: readonly EncoderInput[], signal: AbortSignal | undefined): Promise<GraphInput>;
}

export interface LateInteractionParts {
  /** For messages. */
  readonly name: string;
  readonly traits: EncoderTraits;
  readonly engine: InferenceEngine;
  readonly reader: InputReader;
  /** Opens the graph for a side at the first call; undefined where the repository has none. */
  graph(side: "image" | "text"): Promise<OpenGraph> | undefined;
}

/** An encoder of one vector per token. A row with both an image and a text has the vectors of both, the image's first. */
export function lateInteractionEncoder(parts: LateInteractionParts): Encoder {
  return twoSidedEncoder({
    traits: parts.traits,
    engine: parts.engine,
    encodeTexts: (batch, options) => encodeTexts(parts, batch, options),
    encodeImages: (batch, options) => encodeImages(parts, batch, options),
    fuse: (texts, images) => joined(images, texts),
  });
}

async function encodeTexts(
  parts: LateInteractionParts,
  batch: readonly EncoderInput[],
  { signal }: EncodeOptions,
): Promise<Embeddings> {
  const graph = await openGraph(parts, "text");
  return run(parts, graph, { ...parts.reader.texts(batch.map(({ text }) => text ?? "")), signal });
}

async function encodeImages(
  parts: LateInteractionParts,
  batch: readonly EncoderInput[],
  { signal }: EncodeOptions,
): Promise<Embeddings> {
  const graph = await openGraph(parts, "image");
  const { pagesAtOnce } = parts.reader;
  const rows: Embeddings[] = [];
  for (let from = 0; from < batch.length; from += pagesAtOnce) {
    const input = await parts.reader.pages(batch.slice(from, from + pagesAtOnce), signal);
    rows.push(await run(parts, graph, { ...input, signal }));
  }
  const [only, ...others] = rows;
  return only && others.length === 0 ? only : concatEmbeddings(rows, only?.dimension ?? 0);
}

interface Run extends GraphInput {
  readonly signal: AbortSignal | undefined;
}

async function run(
  { engine, name, reader }: LateInteractionParts,
  { file, output, signature }: OpenGraph,
  { tokens, feeds, signal }: Run,
): Promise<Embeddings> {
  const given = graphFeeds(signature, feeds, reader.imageSize);
  const tensor = await engine.run({ graph: file, feeds: given, output, signal });
  return tokenVectors(tensor, tokens, `${name} (${file}, output ${output})`);
}

async function openGraph({ graph, name }: LateInteractionParts, side: "image" | "text"): Promise<OpenGraph> {
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
