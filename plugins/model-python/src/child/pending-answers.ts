import type { MiebError } from "@mieb/core";
import type { Frame } from "./frames.ts";

/** Answers that a child owes, by what they answer. */
export interface PendingAnswers {
  /** The answer, once it has come; rejects when all is lost, also if that was before. */
  expect(key: string): Promise<Frame>;
  /** Hands over an answer; one that nobody expects is dropped. */
  settle(key: string, frame: Frame): void;
  /** Rejects all that is expected and will be. The first reason stays. */
  fail(error: MiebError): void;
  readonly failure: MiebError | undefined;
}

/** @param onOwing called when the first answer is expected (true) and when none is any more (false) */
export function pendingAnswers(onOwing: (owes: boolean) => void): PendingAnswers {
  const expected = new Map<string, PromiseWithResolvers<Frame>>();
  let failure: MiebError | undefined;
  return {
    expect(key) {
      if (failure) return Promise.reject(failure);
      const answer = Promise.withResolvers<Frame>();
      expected.set(key, answer);
      if (expected.size === 1) onOwing(true);
      return answer.promise;
    },
    settle(key, frame) {
      expected.get(key)?.resolve(frame);
      if (expected.delete(key) && expected.size === 0) onOwing(false);
    },
    fail(error) {
      failure ??= error;
      for (const answer of expected.values()) answer.reject(failure);
      if (expected.size > 0) onOwing(false);
      expected.clear();
    },
    get failure() {
      return failure;
    },
  };
}
