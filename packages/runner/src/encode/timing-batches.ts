import { performance } from "node:perf_hooks";
import type { Encoder } from "@mieb/core";

/** The same encoder, which adds to `latencies` the milliseconds from when a batch is handed over to when its vectors come. */
export function timingBatches(encoder: Encoder, latencies: number[]): Encoder {
  const encode: Encoder["encode"] = async (batch, options) => {
    const start = performance.now();
    const embeddings = await encoder.encode(batch, options);
    latencies.push(performance.now() - start);
    return embeddings;
  };
  return Object.create(encoder, { encode: { value: encode } }) as Encoder;
}
