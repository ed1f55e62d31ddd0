import { once } from "node:events";
import { Worker } from "node:worker_threads";
import { MiebError } from "@mieb/core";
import { abortedError, throwIfAborted } from "../aborted.ts";
import { pendingReplies, type PendingReplies } from "./pending-replies.ts";
import type { WorkerReply, WorkerRequest } from "./protocol.ts";

/** Question and answer with one inference thread. */
export interface WorkerLink {
  /**
   * Rejects with a plain Error carrying the worker's message when the request fails there, and with a MiebError when the
   * thread has ended (`INTERNAL`), the engine is missing (`ENVIRONMENT_MISSING_ENGINE`) or the signal fires (`ABORTED`).
   */
  ask<Result>(request: WorkerRequest, options?: AskOptions): Promise<Result>;
  /** Lets the request in progress finish, drops those that wait, frees the sessions and ends the thread. */
  close(): Promise<void>;
}

export interface AskOptions {
  readonly signal?: AbortSignal | undefined;
  readonly transfer?: readonly ArrayBuffer[];
}

/** Starts the thread. */
export function openWorkerLink(): WorkerLink {
  const worker = new Worker(workerFile(), { name: "mieb-inference" });
  const pending = pendingReplies();
  worker.on("message", (reply: WorkerReply) => pending.settle(reply));
  worker.on("error", (error) => pending.failAll(engineError(error as Error)));
  worker.once("exit", () => pending.failAll(new MiebError("INTERNAL", "The inference thread has ended.")));
  let closed: Promise<void> | undefined;
  return {
    ask: (request, options = {}) => ask(worker, pending, { request, ...options }),
    close: () => (closed ??= close(worker, pending)),
  };
}

async function ask<Result>(
  worker: Worker,
  pending: PendingReplies,
  { request, signal, transfer = [] }: AskOptions & { readonly request: WorkerRequest },
): Promise<Result> {
  throwIfAborted(signal);
  const { id, reply } = pending.open<Result>();
  // A run cannot be interrupted inside ONNX Runtime; its answer is dropped when it comes.
  const onAbort = (): void => pending.fail(id, abortedError());
  signal?.addEventListener("abort", onAbort, { once: true });
  worker.postMessage({ ...request, id }, [...transfer]);
  try {
    return await reply;
  } finally {
    signal?.removeEventListener("abort", onAbort);
  }
}

async function close(worker: Worker, pending: PendingReplies): Promise<void> {
  if (pending.failure) return;
  const exited = once(worker, "exit");
  await ask(worker, pending, { request: { kind: "close" } }).catch(() => undefined);
  await worker.terminate();
  await exited;
}

/** The worker beside this module: its source when run from source, else what was built from it. */
function workerFile(): URL {
  return new URL(import.meta.url.endsWith(".ts") ? "./inference-worker.ts" : "./inference-worker.js", import.meta.url);
}

function engineError(cause: Error): MiebError {
  return new MiebError("ENVIRONMENT_MISSING_ENGINE", `The inference thread failed: ${cause.message}`, {
    hint: "Check that onnxruntime-node is installed for this platform, and that there is enough memory for the model.",
    cause,
  });
}
