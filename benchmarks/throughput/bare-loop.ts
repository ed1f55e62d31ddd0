import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import type { EncoderInput } from "@mieb/core";
import { openHub } from "@mieb/datasets";
import { pixelTensor, readPreprocessor, textTokenizer } from "@mieb/onnx";
import { InferenceSession, Tensor } from "onnxruntime-node";

/** Runs all batches through ONNX Runtime, one after the other, and nothing else. */
export type BareLoop = () => Promise<void>;

interface BareLoopOptions {
  readonly graph: string;
  /** One entry per batch. */
  readonly feeds: readonly Readonly<Record<string, Tensor>>[];
  readonly threads: number;
}

/** Opens the graph with ONNX Runtime's defaults, and runs one batch. */
export async function bareLoop({ graph, feeds, threads }: BareLoopOptions): Promise<BareLoop> {
  const session = await InferenceSession.create(graph, { intraOpNumThreads: threads });
  const run = async (batch: BareLoopOptions["feeds"][number]): Promise<void> => {
    const known = Object.entries(batch).filter(([name]) => session.inputNames.includes(name));
    await session.run(Object.fromEntries(known));
  };
  if (feeds[0]) await run(feeds[0]);
  return async () => {
    for (const batch of feeds) await run(batch);
  };
}

/** The images as tensors, decoded and preprocessed in advance. */
export async function imageFeeds(
  folder: string,
  batches: readonly (readonly EncoderInput[])[],
): Promise<readonly Record<string, Tensor>[]> {
  const preprocessor = await readPreprocessor(await openHub().model(folder), {});
  const feeds: Record<string, Tensor>[] = [];
  for (const batch of batches) {
    const { data, dims } = await pixelTensor(batch, { preprocessor, conversion: "rgb" });
    feeds.push({ pixel_values: new Tensor("float32", data, dims) });
  }
  return feeds;
}

/** The texts as ids, tokenised in advance. */
export async function textFeeds(
  folder: string,
  batches: readonly (readonly EncoderInput[])[],
): Promise<readonly Record<string, Tensor>[]> {
  const [tokenizer, config] = await Promise.all(
    ["tokenizer.json", "tokenizer_config.json"].map(
      async (file) => JSON.parse(await readFile(join(folder, file), "utf8")) as unknown,
    ),
  );
  const { encode } = textTokenizer({ tokenizer, config, maxPositions: 77 });
  return batches.map((batch) => {
    const { inputIds, attentionMask, rowCount, length } = encode(batch.map(({ text }) => text ?? ""));
    const ids = (values: ArrayLike<number>): Tensor =>
      new Tensor("int64", BigInt64Array.from(Array.from(values), BigInt), [rowCount, length]);
    return { input_ids: ids(inputIds), attention_mask: ids(attentionMask) };
  });
}

/** ONNX file of a tower. */
export function graphFile(folder: string, modality: "image" | "text"): string {
  const names = modality === "image" ? ["vision_model", "model"] : ["text_model", "model"];
  const file = names.map((name) => join(folder, "onnx", `${name}.onnx`)).find((path) => existsSync(path));
  if (file === undefined) throw new Error(`${folder} has no onnx/${names.join(".onnx or onnx/")}.onnx`);
  return file;
}
