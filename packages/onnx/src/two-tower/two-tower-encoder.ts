import {
  checkEmbeddings,
  MiebError,
  type Embeddings,
  type Encoder,
  type EncodeOptions,
  type EncoderInput,
  type EncoderTraits,
} from "@mieb/core";
import { loadKernels } from "@mieb/kernels";
import { pixelTensor } from "../image/pixel-tensor.ts";
import type { InferenceEngine } from "../session/inference-engine.ts";
import type { Tensor } from "../session/protocol.ts";
import { batchParts, joinedRows } from "./batch-parts.ts";
import { graphFeeds } from "./graph-feeds.ts";
import { twoSidedEncoder } from "./two-sided-encoder.ts";
import type { LazyTowers, OpenTower } from "./open-towers.ts";

export interface TwoTowerParts extends LazyTowers {
  /** For messages. */
  readonly name: string;
  readonly traits: EncoderTraits;
  readonly engine: InferenceEngine;
  /** Whether each vector is divided by its norm. */
  readonly normalizes: boolean;
}

/**
 * An encoder over two towers that share a space. Embeddings come as the graphs give them, not normalised unless the
 * family asks for it; an image with a text is the sum of the two.
 */
export function twoTowerEncoder(parts: TwoTowerParts): Encoder {
  return twoSidedEncoder({
    traits: parts.traits,
    engine: parts.engine,
    encodeTexts: (batch, options) => encodeTexts(parts, batch, options),
    encodeImages: (batch, options) => encodeImages(parts, batch, options),
  });
}

async function encodeTexts(
  parts: TwoTowerParts,
  batch: readonly EncoderInput[],
  options: EncodeOptions,
): Promise<Embeddings> {
  const tower = await (parts.text ?? missingTower(parts.name, "text"))();
  const { inputIds, attentionMask, rowCount, length } = tower.tokenizer.encode(batch.map(({ text }) => text ?? ""));
  const dims = [rowCount, length];
  const ids = { data: inputIds, dims };
  const feeds = { [tower.input ?? "input_ids"]: ids, attention_mask: { data: attentionMask, dims } };
  return runTower(parts, tower, { feeds, rowCount, signal: options.signal });
}

async function encodeImages(
  parts: TwoTowerParts,
  batch: readonly EncoderInput[],
  options: EncodeOptions,
): Promise<Embeddings> {
  const { image = missingTower(parts.name, "image"), preprocessor = missingTower(parts.name, "image") } = parts;
  const tower = await image();
  const { imageConversion } = parts.traits;
  const pixels = await pixelTensor(batch, {
    preprocessor: await preprocessor(),
    conversion: imageConversion === "rgb" ? "rgb" : options.imageConversion,
    signal: options.signal,
  });
  const feeds = { [tower.input ?? "pixel_values"]: pixels };
  return runTower(parts, tower, { feeds, rowCount: batch.length, signal: options.signal });
}

interface TowerRun {
  readonly feeds: Readonly<Record<string, Tensor>>;
  readonly rowCount: number;
  readonly signal: AbortSignal | undefined;
}

async function runTower(parts: TwoTowerParts, tower: OpenTower, run: TowerRun): Promise<Embeddings> {
  const wantsBlank = !run.feeds["pixel_values"] && tower.signature.inputs.some(({ name }) => name === "pixel_values");
  const imageSize = wantsBlank ? ((await parts.preprocessor?.())?.outputSize ?? null) : null;
  const outputs = [];
  for (const part of batchParts(tower.signature, run.feeds)) {
    const feeds = graphFeeds(tower.signature, part, imageSize);
    outputs.push(await parts.engine.run({ graph: tower.file, feeds, output: tower.output, signal: run.signal }));
  }
  const embeddings = joinedRows(outputs);
  checkEmbeddings(embeddings, run.rowCount, `${parts.name} (${tower.file}, output ${tower.output})`);
  return parts.normalizes
    ? { ...embeddings, values: loadKernels().normalizeRows(embeddings.values, embeddings.dimension) }
    : embeddings;
}

function missingTower(name: string, modality: string): never {
  throw new MiebError("MODEL_MODALITY_MISSING", `${name} has no ${modality} tower for this dtype.`, {
    hint: "Choose another dtype, or tasks whose modalities the model has.",
  });
}
