import {
  toMiebError,
  type MiebError,
  type Encoder,
  type EncoderTraits,
  type Model,
  type ModelLoadContext,
} from "@mieb/core";
import type { EmbeddingPartition, EmbeddingStore } from "../store/embedding-store.ts";
import { checkFingerprint } from "./check-fingerprint.ts";
import { encodeQueues, type EncodeQueues } from "./encode-queues.ts";
import { memoryPartition } from "./memory-partition.ts";
import { rememberingFailures } from "./remembering-failures.ts";

/** One model during one run: its traits, its encoder and where its vectors lie, each fetched when first needed. */
export interface ModelSession {
  readonly name: string;
  /** Weights asked for, such as `fp16`. */
  readonly dtype: string;
  /** Known without loading the model where it can describe itself. */
  traits(): Promise<EncoderTraits>;
  /** Loads the model at the first call. */
  encoder(): Promise<Encoder>;
  /** In the store if the encoder has a fingerprint, else in memory for this run only. */
  partition(): Promise<EmbeddingPartition>;
  readonly queues: EncodeQueues;
  /** Dimension of the vectors, once something was asked of the partition; null before, and while it is empty. */
  readonly dimension: number | null;
  /** What the encoder says it has taken so far; empty while it is not loaded. */
  usage(): Readonly<Record<string, number>>;
  /** Whether the loaded encoder counts what it takes: then what one task took must not be mixed with the next. */
  readonly isMetered: boolean;
  /** Set once the model turned out not to load; nothing can be encoded any more. */
  readonly failure: MiebError | undefined;
  /** What keeps the model from encoding one of these modalities, once that has turned out; other modalities may work. */
  failureOf(modalities: readonly string[]): MiebError | undefined;
  [Symbol.asyncDispose](): Promise<void>;
}

export interface ModelSessionOptions {
  readonly model: Model;
  readonly load: ModelLoadContext;
  /** Called only for an encoder with a fingerprint. */
  openStore(): Promise<EmbeddingStore>;
}

export function createModelSession({ model, load, openStore }: ModelSessionOptions): ModelSession {
  const { name } = model.metadata;
  let failure: MiebError | undefined;
  let loaded: Encoder | undefined;
  let opened: EmbeddingPartition | undefined;
  const broken = new Map<string, MiebError>();

  const traits = once(async () => (await guarded(async () => model.describe?.(load))) ?? encoder());
  const encoder = once(async () => {
    loaded = await guarded(() => model.load(load));
    if (model.describe) checkFingerprint(name, await traits(), loaded);
    return rememberingFailures(loaded, broken);
  });
  const partition = once(async () => {
    const { fingerprint } = await traits();
    opened = fingerprint === undefined ? memoryPartition() : await (await openStore()).partition(fingerprint, name);
    return opened;
  });

  async function guarded<T>(work: () => Promise<T>): Promise<T> {
    try {
      return await work();
    } catch (error) {
      failure = toMiebError(error);
      throw failure;
    }
  }

  return {
    name,
    dtype: load.dtype,
    traits,
    encoder,
    partition,
    queues: encodeQueues(encoder),
    get dimension() {
      return opened?.dimension ?? null;
    },
    usage: () => loaded?.usage?.() ?? {},
    get isMetered() {
      return loaded?.usage !== undefined;
    },
    get failure() {
      return failure;
    },
    failureOf: (modalities) => modalities.flatMap((modality) => broken.get(modality) ?? [])[0],
    [Symbol.asyncDispose]: async () => loaded?.[Symbol.asyncDispose]?.(),
  };
}

function once<T>(work: () => Promise<T>): () => Promise<T> {
  let result: Promise<T> | undefined;
  return () => (result ??= work());
}
