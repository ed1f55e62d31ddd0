import PQueue from "p-queue";
import type { Encoder } from "@mieb/core";

/** What the requests of one run share, so that the next begins while the last batches of the one before are on their way. */
export interface EncodeQueues {
  /** As wide as the encoder allows; loads it at the first call. */
  encoding(): Promise<PQueue>;
  /** Appends to the store, one after the other. */
  readonly appending: PQueue;
  /** Keys of batches that were handed to the encoder; settles when theirs is stored, or will not be. */
  readonly underway: Map<string, Promise<void>>;
}

export function encodeQueues(encoder: () => Promise<Encoder>): EncodeQueues {
  let encoding: Promise<PQueue> | undefined;
  const open = async (): Promise<PQueue> => new PQueue({ concurrency: (await encoder()).concurrency ?? 1 });
  return { encoding: () => (encoding ??= open()), appending: new PQueue({ concurrency: 1 }), underway: new Map() };
}
