import { performance } from "node:perf_hooks";
import type { EncodeOptions, EncoderInput } from "@mieb/core";
import { checkOutput } from "./check-output.ts";
import type { ModelSession } from "./model-session.ts";
import { createStage, type Stage } from "./stage.ts";
import { withPlace } from "./with-place.ts";

/** An input that the store lacks. */
export interface MissingInput {
  readonly key: string;
  readonly input: EncoderInput;
}

export interface EncodePipelineOptions {
  readonly session: ModelSession;
  readonly encodeOptions: EncodeOptions;
  readonly batchSize: number;
  /** Told for each batch the milliseconds from when the encoder was called to when its vectors came. */
  onEncoded?(milliseconds: number): void;
  /** Called after each batch that is durably stored, with its keys. */
  onStored(keys: readonly string[]): void;
}

export interface EncodePipeline {
  /** Takes an input; waits while the encoder or the store is behind. */
  push(missing: MissingInput): Promise<void>;
  /** Hands over what is left of the last batch. */
  flush(): Promise<void>;
  /** Waits until all that was handed over is stored; rejects with the first failure. */
  settle(): Promise<void>;
}

/**
 * Batches missing inputs, encodes up to `encoder.concurrency` batches at once and appends them to the store meanwhile
 * (docs/adr/0003). At most concurrency + 2 batches of inputs are held, those of other pipelines of the session included.
 * The model is loaded at the first full batch.
 */
export function encodePipeline(options: EncodePipelineOptions): EncodePipeline {
  const { session, encodeOptions, batchSize, onEncoded, onStored } = options;
  const { queues } = session;
  const appending = createStage(queues.appending);
  const underway = new Set<Underway>();
  let encoding: Stage | undefined;
  let batch: MissingInput[] = [];
  let dimension: number | null = null;

  async function dispatch(): Promise<void> {
    const missing = batch;
    batch = [];
    encodeOptions.signal?.throwIfAborted();
    const places = await queues.encoding();
    encoding ??= createStage(places);
    const arrival = announce(missing, queues.underway);
    underway.add(arrival);
    await encoding.push(() => encode(missing, arrival));
  }

  async function encode(missing: readonly MissingInput[], arrival: Underway): Promise<void> {
    encodeOptions.signal?.throwIfAborted();
    const [encoder, partition] = await Promise.all([session.encoder(), session.partition()]);
    const inputs = missing.map(({ input }) => input);
    const start = performance.now();
    const embeddings = await encoder.encode(inputs, encodeOptions).catch((error: unknown) => {
      throw withPlace(error, session.name, inputs);
    });
    onEncoded?.(performance.now() - start);
    dimension ??= partition.dimension;
    checkOutput(embeddings, { model: session.name, dtype: session.dtype, batch: inputs, dimension });
    dimension = embeddings.dimension;
    const keys = missing.map(({ key }) => key);
    await appending.push(async () => {
      await partition.append(keys, embeddings);
      underway.delete(arrival);
      arrival.end();
      onStored(keys);
    });
  }

  return {
    async push(missing) {
      batch.push(missing);
      if (batch.length >= batchSize) await dispatch();
    },
    async flush() {
      if (batch.length > 0) await dispatch();
    },
    async settle() {
      try {
        await encoding?.settle();
      } finally {
        await appending.settle().finally(() => underway.forEach(({ end }) => end()));
      }
    },
  };
}

interface Underway {
  /** Tells who waits for these inputs that they are stored, or will not be. */
  end(): void;
}

function announce(missing: readonly MissingInput[], underway: Map<string, Promise<void>>): Underway {
  const { promise, resolve } = Promise.withResolvers<void>();
  for (const { key } of missing) underway.set(key, promise);
  return {
    end() {
      for (const { key } of missing) underway.delete(key);
      resolve();
    },
  };
}
