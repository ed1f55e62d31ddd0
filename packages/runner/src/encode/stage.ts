import type PQueue from "p-queue";

/** A bounded step of a pipeline. */
export interface Stage {
  /** Takes work over as soon as there is room. Rejects if earlier work failed. */
  push(work: () => Promise<void>): Promise<void>;
  /** Waits for all work taken over; rejects with its first failure. */
  settle(): Promise<void>;
}

/**
 * One user's part in a queue that others use too: as many pieces of work at once as the queue allows, and one more that
 * waits. After a failure it starts nothing more; the others go on.
 */
export function createStage(queue: PQueue): Stage {
  const pending = new Set<Promise<void>>();
  let failure: { readonly error: unknown } | undefined;
  const throwIfFailed = (): void => {
    if (failure) throw failure.error;
  };
  const guarded = (work: () => Promise<void>) => async (): Promise<void> => {
    if (failure) return;
    try {
      await work();
    } catch (error) {
      failure = { error };
    }
  };
  return {
    async push(work) {
      await queue.onSizeLessThan(1);
      throwIfFailed();
      const done: Promise<void> = queue.add(guarded(work)).finally(() => pending.delete(done));
      pending.add(done);
    },
    async settle() {
      await Promise.all(pending);
      throwIfFailed();
    },
  };
}
