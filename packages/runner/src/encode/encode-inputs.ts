import type { EmbeddingSource, EncodeOptions, EncoderInput } from "@mieb/core";
import { embeddingKey } from "../store/embedding-key.ts";
import { encodePipeline, type EncodePipeline } from "./encode-pipeline.ts";
import type { InputReader } from "./input-reader.ts";
import { keyList } from "./key-list.ts";
import type { ModelSession } from "./model-session.ts";
import type { ProgressMeter } from "./progress-meter.ts";
import { windows } from "./windows.ts";

export interface EncodeInputsContext {
  readonly session: ModelSession;
  readonly encodeOptions: EncodeOptions;
  readonly instruction: string | undefined;
  readonly batchSize: number;
  /** Bytes of inputs that a window may hold. */
  readonly windowBytes: number;
  /** Told the milliseconds that each batch took. */
  onEncoded?(milliseconds: number): void;
  readonly progress: ProgressMeter;
}

/** Embeddings some of which are still being encoded or stored. */
export interface PendingEmbeddings {
  /** The embeddings, once all are stored; rejects with the first failure. Work goes on whether or not this is called. */
  settled(): Promise<EmbeddingSource>;
}

/**
 * The embeddings of a reader's inputs, in order. Resolves as soon as all of them are read and the missing ones handed to
 * the encoder: the next request may begin then. Reading and hashing, encoding and storing overlap; only the keys of all
 * inputs are held throughout.
 */
export async function encodeInputs(reader: InputReader, context: EncodeInputsContext): Promise<PendingEmbeddings> {
  const { session, encodeOptions, progress } = context;
  const partition = await session.partition();
  const keys = keyList();
  const scheduled = new Set<string>();
  const pipeline = encodePipeline({
    ...context,
    onStored(stored) {
      for (const key of stored) scheduled.delete(key);
      progress.stored(stored.length);
    },
  });
  const stored = await feeding(pipeline, async () => {
    for await (const window of windows(reader, context.windowBytes)) {
      encodeOptions.signal?.throwIfAborted();
      const windowKeys = window.map((input) => keyOf(input, reader, context));
      const absent = new Set(await absentKeys(windowKeys, scheduled, session));
      progress.found(window.length - absent.size);
      for (const [row, input] of window.entries()) {
        const key = windowKeys[row] ?? "";
        keys.push(key);
        if (!absent.delete(key)) continue;
        scheduled.add(key);
        await pipeline.push({ key, input });
      }
    }
  });
  return { settled: () => stored.promise.then(() => partition.source(keys)) };
}

/** Keys to be encoded for this request. What an earlier request has handed over is waited for, and not encoded twice. */
async function absentKeys(
  keys: readonly string[],
  scheduled: ReadonlySet<string>,
  { partition, queues: { underway } }: ModelSession,
): Promise<readonly string[]> {
  const store = await partition();
  const absent = (await store.missing(keys)).filter((key) => !scheduled.has(key));
  const elsewhere = new Set(absent.flatMap((key) => underway.get(key) ?? []));
  if (elsewhere.size === 0) return absent;
  await Promise.all(elsewhere);
  return store.missing(absent);
}

function keyOf(
  { identity }: EncoderInput,
  { modality }: InputReader,
  { encodeOptions, instruction }: EncodeInputsContext,
): string {
  return embeddingKey({
    contentHash: identity.contentHash,
    modality,
    instruction,
    imageConversion: encodeOptions.imageConversion,
  });
}

/**
 * Feeds a pipeline. Whatever ends the feeding early, batches already handed over are still stored; otherwise their end is
 * not waited for.
 */
async function feeding(
  pipeline: EncodePipeline,
  feed: () => Promise<void>,
): Promise<{ readonly promise: Promise<void> }> {
  try {
    await feed();
    await pipeline.flush();
  } catch (error) {
    await pipeline.settle().catch(() => undefined);
    throw error;
  }
  const promise = pipeline.settle();
  promise.catch(() => undefined); // Whoever asks for the embeddings sees the failure.
  return { promise };
}
