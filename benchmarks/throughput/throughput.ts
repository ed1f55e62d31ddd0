import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import Table from "cli-table3";
import { getModel } from "mieb";
import { bareLoop } from "./bare-loop.ts";
import { captions, jpegImages } from "./inputs.ts";
import { runPipeline, staysLoaded, type Modality } from "./pipeline.ts";
import { writeRandomClip } from "./random-clip.ts";
import { recorded } from "./recorded-runs.ts";
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
 * that of `--model FOLDER`, of any family, or a CLIP ViT-B/32 of random weights which `--python` makes.
 */
export async function throughput({ model, python, rounds, ...options }: ThroughputOptions): Promise<void> {
  const made = model === undefined ? await mkdtemp(join(tmpdir(), "mieb-network-")) : undefined;
  try {
    if (made !== undefined) {
      if (python === undefined) throw new Error("throughput needs --model FOLDER, or --python PATH to make one.");
      await writeRandomClip(made, python);
    }
    const folder = made ?? resolve(model ?? "");
    const setting = { folder, batchSize: options.batchSize, threads: options.threads, rounds };
    const { images, texts } = options;
    if (images > 0) await report("image", await jpegImages(images), setting);
    if (texts > 0) await report("text", captions(texts), setting);
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

async function report(modality: Modality, inputs: readonly (Uint8Array | string)[], setting: Setting): Promise<void> {
  const { folder, batchSize, threads, rounds } = setting;
  const model = await getModel(folder);
  const values = inputs.map((value) => (typeof value === "string" ? value : { bytes: value }));
  const run = { modality, batchSize, threads, values };
  const { made: kept, runs } = await recorded(async () => {
    const encoder = await model.load({ dtype: "fp32", device: "cpu", threads });
    const loaded = { ...run, model: staysLoaded(model, encoder) };
    if (encoder.modalities?.includes(modality) !== false) await runPipeline(loaded);
    return { encoder, loaded };
  });
  try {
    if (runs.length === 0) return console.log(`${folder} takes no ${modality}s.`);
    const bare = await bareLoop(runs, threads);
    print(modality, inputs.length, await inTurns({ "bare loop": bare, run: () => runPipeline(kept.loaded) }, rounds));
  } finally {
    await kept.encoder[Symbol.asyncDispose]?.();
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
