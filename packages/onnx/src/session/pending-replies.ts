import type { MiebError } from "@mieb/core";
import type { WorkerReply } from "./protocol.ts";

/** Requests that wait for their reply, by number. */
export interface PendingReplies {
  /** Why no reply can come any more; undefined while the worker lives. */
  readonly failure: MiebError | undefined;
  /** A new number, and the promise of its reply. @throws MiebError the failure, when there is one */
  open<Result>(): { readonly id: number; readonly reply: Promise<Result> };
  /** Replies to numbers that no longer wait are dropped. */
  settle(reply: WorkerReply): void;
  fail(id: number, error: Error): void;
  /** Fails all that wait and all that will; the first failure is kept. */
  failAll(error: MiebError): void;
}

interface Waiting {
  resolve(result: unknown): void;
  reject(error: Error): void;
}

export function pendingReplies(): PendingReplies {
  const waiting = new Map<number, Waiting>();
  let nextId = 0;
  let failure: MiebError | undefined;
  const take = (id: number): Waiting | undefined => {
    const found = waiting.get(id);
    waiting.delete(id);
    return found;
  };
  return {
    get failure() {
      return failure;
    },
    open<Result>() {
      if (failure) throw failure;
      const id = nextId++;
      const reply = new Promise<unknown>((resolve, reject) => waiting.set(id, { resolve, reject }));
      return { id, reply: reply as Promise<Result> };
    },
    settle(reply) {
      if ("error" in reply) take(reply.id)?.reject(new Error(reply.error));
      else take(reply.id)?.resolve(reply.result);
    },
    fail: (id, error) => take(id)?.reject(error),
    failAll(error) {
      failure ??= error;
      for (const id of waiting.keys()) take(id)?.reject(failure);
    },
  };
}
