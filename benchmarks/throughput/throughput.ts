import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import Table from "cli-table3";
import { getModel } from "mieb";
import { bareLoop, graphFile, imageFeeds, textFeeds } from "./bare-loop.ts";
import { captions, jpegImages } from "./inputs.ts";
import { inputBatches, runPipeline, staysLoaded, type Modality } from "./pipeline.ts";
import { writeRandomClip } from "./random-clip.ts";
import { inTurns, type Spent } from "./in-turns.ts";

/** What is measured. */
export interface ThroughputOptions {
  /** Folder of the network; default: one of random weights, made by Python. */
  readonly model?: string | undefined;
  readonly python?: string | undefined;
  readonly images: number;
  readonly texts: number;
  readonly batchSize: number;
  readonly threads: number;
  readonly rounds: number;
}

/**
 * Images and texts per second of a whole run against a bare ONNX Runtime loop on tensors made in advance. The network is
 * that of `--model FOLDER`, or a CLIP ViT-B/32 of random weights which `--python` makes.
 */
export async function throughput({ model, python, rounds, ...options }: ThroughputOptions): Promise<void> {
  const made = model === undefined ? await mkdtemp(join(tmpdir(), "mieb-network-")) : undefined;
  try {
    if (made !== undefined) {
      if (python === undefined) throw new Error("throughput needs --model FOLDER, or --python PATH to make one.");
      await writeRandomClip(made, python);
    }
    const folder = made ?? resolve(model ?? "");
    const setting = { folder, batchSize: options.batchSize, threads: options.threads };
    const { images, texts } = options;
    if (images > 0) print("image", images, await compare("image", await jpegImages(images), { ...setting, rounds }));
    if (texts > 0) print("text", texts, await compare("text", captions(texts), { ...setting, rounds }));
  } finally {
    if (made !== undefined) await rm(made, { recursive: true, force: true });
  }
}

interface Setting {
  readonly folder: string;
  readonly batchSize: number;
  readonly threads: number;
  readonly rounds: number;
}

async function compare(
  modality: Modality,
  inputs: readonly (Uint8Array | string)[],
  { folder, batchSize, threads, rounds }: Setting,
): Promise<Readonly<Record<string, Spent>>> {
  const batches = inputBatches(modality, inputs, batchSize);
  const feeds = await (modality === "image" ? imageFeeds : textFeeds)(folder, batches);
  const model = await getModel(folder);
  const encoder = await model.load({ dtype: "fp32", device: "cpu", threads });
  const run = { model: staysLoaded(model, encoder), modality, batchSize, threads };
  const rows = inputs.map((value) => (typeof value === "string" ? value : { bytes: value }));
  try {
    await runPipeline({ ...run, values: rows.slice(0, batchSize) });
    const bare = await bareLoop({ graph: graphFile(folder, modality), feeds, threads });
    return await inTurns({ "bare loop": bare, run: () => runPipeline({ ...run, values: rows }) }, rounds);
  } finally {
    await encoder[Symbol.asyncDispose]?.();
  }
}

function print(modality: Modality, count: number, spent: Readonly<Record<string, Spent>>): void {
  const table = new Table({
    head: [`${count} ${modality}s`, "per second", "of the bare loop's", "processor, ms each", "× the bare loop's"],
    style: { head: [], border: [] },
  });
  const bare = spent["bare loop"] ?? { seconds: 0, processorSeconds: 0 };
  for (const [name, { seconds, processorSeconds }] of Object.entries(spent)) {
    const rate = (count / seconds).toFixed(1);
    const share = `${((bare.seconds / seconds) * 100).toFixed(1)} %`;
    const each = ((processorSeconds / count) * 1000).toFixed(1);
    table.push([name, rate, share, each, (processorSeconds / bare.processorSeconds).toFixed(3)]);
  }
  console.log(table.toString());
}
