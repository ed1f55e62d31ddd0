import PQueue from "p-queue";
import type { Encoder } from "@mieb/core";

/** What the requests of one run share, so that the next begins while the last batches of the one before are on their way. */
export interface EncodeQueues {
  /** As wide as the encoder allows at this moment; loads it at the first call. */
  encoding(): Promise<PQueue>;
  /** Appends to the store, one after the other. */
  readonly appending: PQueue;
  /** Keys of batches that were handed to the encoder; settles when theirs is stored, or will not be. */
  readonly underway: Map<string, Promise<void>>;
}

export function encodeQueues(encoder: () => Promise<Encoder>): EncodeQueues {
  const queue = new PQueue({ concurrency: 1 });
  return {
    async encoding() {
      queue.concurrency = (await encoder()).concurrency ?? 1;
      return queue;
    },
    appending: new PQueue({ concurrency: 1 }),
    underway: new Map(),
  };
}
