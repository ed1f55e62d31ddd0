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
  readonly progress: ProgressMeter;
}

/**
 * The embeddings of a reader's inputs, in order. Reading and hashing, encoding and storing overlap; only the keys of all
 * inputs are held throughout.
 */
export async function encodeInputs(reader: InputReader, context: EncodeInputsContext): Promise<EmbeddingSource> {
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
  await complete(pipeline, async () => {
    for await (const window of windows(reader, context.windowBytes)) {
      encodeOptions.signal?.throwIfAborted();
      const windowKeys = window.map((input) => keyOf(input, reader, context));
      const absent = new Set((await partition.missing(windowKeys)).filter((key) => !scheduled.has(key)));
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
  return partition.source(keys);
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

/** Whatever ends the work early, batches already handed over are still stored. */
async function complete(pipeline: EncodePipeline, feed: () => Promise<void>): Promise<void> {
  try {
    await feed();
    await pipeline.flush();
  } catch (error) {
    await pipeline.settle().catch(() => undefined);
    throw error;
  }
  await pipeline.settle();
}
