import { setTimeout } from "node:timers/promises";
import type { Encoder, EncoderInput } from "@mieb/core";
import { describe, expect, it } from "vitest";
import { encodePipeline } from "./encode-pipeline.ts";
import { encodeQueues } from "./encode-queues.ts";
import { memoryPartition } from "./memory-partition.ts";
import type { ModelSession } from "./model-session.ts";

const inputOf = (row: number): EncoderInput => ({
  text: `${row}`,
  identity: { table: "t", column: "c", row, contentHash: `${row}` },
});

function pipelineOf(encoder: Encoder, signal?: AbortSignal) {
  const partition = memoryPartition();
  const session = {
    name: "m",
    encoder: async () => encoder,
    partition: async () => partition,
    queues: encodeQueues(async () => encoder),
  } as unknown as ModelSession;
  const encodeOptions = { imageConversion: "native", ...(signal && { signal }) } as never;
  return { partition, pipeline: encodePipeline({ session, encodeOptions, batchSize: 2, onStored: () => undefined }) };
}

const ones = (rows: number) => ({ values: new Float32Array(rows).fill(1), rowCount: rows, dimension: 1 });

describe("encodePipeline", () => {
  it("keeps the encoder's concurrency busy, and holds no more than two batches beyond it", async () => {
    let [running, most, pushed, encoded, held] = [0, 0, 0, 0, 0];
    const { pipeline, partition } = pipelineOf({
      concurrency: 3,
      async encode(batch) {
        most = Math.max(most, ++running);
        await setTimeout(2);
        running--;
        encoded += batch.length;
        return ones(batch.length);
      },
    });
    for (let row = 0; row < 40; row++) {
      await pipeline.push({ key: `${row}`, input: inputOf(row) });
      pushed++;
      held = Math.max(held, (pushed - encoded) / 2);
    }
    await pipeline.flush();
    await pipeline.settle();
    expect(most).toBe(3);
    expect(held).toBeLessThanOrEqual(5);
    expect(partition.rowCount).toBe(40);
  });

  it("starts nothing more after a failure, but stores what came before", async () => {
    let calls = 0;
    const { pipeline, partition } = pipelineOf({
      async encode(batch) {
        await setTimeout(1);
        if (++calls === 2) throw new Error("second batch");
        return ones(batch.length);
      },
    });
    const feed = async (): Promise<void> => {
      for (let row = 0; row < 40; row++) await pipeline.push({ key: `${row}`, input: inputOf(row) });
    };
    await expect(feed()).rejects.toThrow("second batch");
    await expect(pipeline.settle()).rejects.toThrow("second batch");
    expect([calls, partition.rowCount]).toEqual([2, 2]);
  });

  it("follows an encoder that changes how many batches it takes", async () => {
    let [running, most, calls] = [0, 0, 0];
    const { pipeline } = pipelineOf({
      get concurrency() {
        return calls < 2 ? 1 : 3;
      },
      async encode(batch) {
        calls++;
        most = Math.max(most, ++running);
        if (calls < 3) expect(running).toBe(1);
        await setTimeout(10);
        running--;
        return ones(batch.length);
      },
    });
    for (let row = 0; row < 20; row++) await pipeline.push({ key: `${row}`, input: inputOf(row) });
    await pipeline.settle();
    expect(most).toBeGreaterThan(1);
  });
});
