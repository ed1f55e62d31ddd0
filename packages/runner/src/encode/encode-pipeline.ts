import { isMiebError, MiebError, type EncodeOptions, type EncoderInput } from "@mieb/core";
import { checkOutput } from "./check-output.ts";
import type { ModelSession } from "./model-session.ts";
import { createStage, type Stage } from "./stage.ts";

/** An input that the store lacks. */
export interface MissingInput {
  readonly key: string;
  readonly input: EncoderInput;
}

export interface EncodePipelineOptions {
  readonly session: ModelSession;
  readonly encodeOptions: EncodeOptions;
  readonly batchSize: number;
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
 * (docs/adr/0003). At most concurrency + 2 batches of inputs are held. The model is loaded at the first full batch.
 */
export function encodePipeline({ session, encodeOptions, batchSize, onStored }: EncodePipelineOptions): EncodePipeline {
  const appending = createStage(1);
  let encoding: Stage | undefined;
  let batch: MissingInput[] = [];
  let dimension: number | null = null;

  async function dispatch(): Promise<void> {
    const missing = batch;
    batch = [];
    encodeOptions.signal?.throwIfAborted();
    encoding ??= createStage((await session.encoder()).concurrency ?? 1);
    await encoding.push(() => encode(missing));
  }

  async function encode(missing: readonly MissingInput[]): Promise<void> {
    encodeOptions.signal?.throwIfAborted();
    const [encoder, partition] = await Promise.all([session.encoder(), session.partition()]);
    const inputs = missing.map(({ input }) => input);
    const embeddings = await encoder.encode(inputs, encodeOptions).catch((error: unknown) => {
      throw withPlace(error, session.name, inputs);
    });
    dimension ??= partition.dimension;
    checkOutput(embeddings, { model: session.name, batch: inputs, dimension });
    dimension = embeddings.dimension;
    const keys = missing.map(({ key }) => key);
    await appending.push(async () => {
      await partition.append(keys, embeddings);
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
        await appending.settle();
      }
    },
  };
}

/** An error that nobody coded says nothing of the inputs; coded ones and cancellation pass through. */
function withPlace(error: unknown, model: string, inputs: readonly EncoderInput[]): unknown {
  if (isMiebError(error) || (error instanceof Error && error.name === "AbortError")) return error;
  const [first, last] = [inputs[0]?.identity, inputs.at(-1)?.identity];
  const rows = `${first?.table}, column "${first?.column}", rows ${first?.row} to ${last?.row}`;
  const message = error instanceof Error ? error.message : String(error);
  return new MiebError("MODEL_INVALID_OUTPUT", `${model} gave no vectors for ${rows}: ${message}`, {
    hint: "Look at those inputs; --batch-size 1 finds the one at fault.",
    cause: error,
  });
}
