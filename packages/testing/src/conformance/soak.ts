import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import type { Encoder, EncoderInput } from "@mieb/core";
import { encodeOptions } from "../sample-inputs.ts";
import type { ConformanceCheck } from "./report.ts";

/** Growth of the resident memory that counts as noise: of the allocators, and of the collector's habits. */
const NOISE_BYTES = 24 * 2 ** 20;

/**
 * Loads, uses and disposes of an encoder again and again: what the process holds must not grow. Compared are the medians of
 * resident memory over the second fifth and over the last fifth of the loads; the first fifth fills caches that stay.
 */
export async function soak(
  load: () => Promise<Encoder>,
  { loads, batches }: { readonly loads: number; readonly batches: readonly (readonly EncoderInput[])[] },
): Promise<ConformanceCheck> {
  const sizes: number[] = [];
  const collect = collector();
  for (let count = 0; count < loads; count++) {
    const encoder = await load();
    for (const batch of batches) await encoder.encode(batch, encodeOptions);
    await encoder[Symbol.asyncDispose]?.();
    collect();
    sizes.push(process.memoryUsage.rss());
  }
  const fifth = Math.ceil(loads / 5);
  const [early, late] = [median(sizes.slice(fifth, 2 * fifth)), median(sizes.slice(-fifth))];
  const detail = `Over ${loads} loads resident memory went from ${mebibytes(early)} to ${mebibytes(late)} MiB.`;
  return { name: "soak", outcome: late - early <= NOISE_BYTES ? "passed" : "failed", detail };
}

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;
}

function mebibytes(bytes: number): string {
  return (bytes / 2 ** 20).toFixed(0);
}

/** Node's garbage collector as a function; it need not have been asked for at the start. */
function collector(): () => void {
  setFlagsFromString("--expose-gc");
  return runInNewContext("gc") as () => void;
}
