import PQueue from "p-queue";

/** A bounded step of a pipeline. */
export interface Stage {
  /** Takes work over as soon as there is room. Rejects if earlier work failed. */
  push(work: () => Promise<void>): Promise<void>;
  /** Waits for all work taken over; rejects with its first failure. */
  settle(): Promise<void>;
}

/** Runs up to `concurrency` pieces of work at once and lets one more wait. After a failure it starts nothing more. */
export function createStage(concurrency: number): Stage {
  const queue = new PQueue({ concurrency });
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
      void queue.add(guarded(work));
    },
    async settle() {
      await queue.onIdle();
      throwIfFailed();
    },
  };
}
