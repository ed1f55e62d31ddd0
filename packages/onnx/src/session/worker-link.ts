import { Worker } from "node:worker_threads";
import { MiebError } from "@mieb/core";
import { abortedError, throwIfAborted } from "../aborted.ts";
import type { WorkerReply, WorkerRequest } from "./protocol.ts";

/** Question and answer with one inference thread. */
export interface WorkerLink {
  /**
   * Rejects with a plain Error carrying the worker's message when the request fails there, and with a MiebError when the
   * thread has ended (`INTERNAL`), the engine is missing (`ENVIRONMENT_MISSING_ENGINE`) or the signal fires (`ABORTED`).
   */
  ask<Result>(request: WorkerRequest, options?: AskOptions): Promise<Result>;
  /** Lets the request in progress finish, frees the sessions and ends the thread. */
  close(): Promise<void>;
}

export interface AskOptions {
  readonly signal?: AbortSignal | undefined;
  readonly transfer?: readonly ArrayBuffer[];
}

interface Pending {
  resolve(result: unknown): void;
  reject(error: Error): void;
}

/** Starts the thread. */
export function openWorkerLink(): WorkerLink {
  const worker = new Worker(workerFile(), { name: "mieb-inference" });
  const pending = new Map<number, Pending>();
  let nextId = 0;
  let ended: MiebError | undefined;
  const end = (error: MiebError): void => {
    ended ??= error;
    for (const { reject } of pending.values()) reject(ended);
    pending.clear();
  };
  const exited = new Promise<void>((resolve) => worker.once("exit", () => resolve()));
  void exited.then(() => end(new MiebError("INTERNAL", "The inference thread has ended.")));
  worker.on("error", (error) => end(engineError(error as Error)));
  worker.on("message", (reply: WorkerReply) => {
    const waiting = pending.get(reply.id);
    pending.delete(reply.id);
    if ("error" in reply) waiting?.reject(new Error(reply.error));
    else waiting?.resolve(reply.result);
  });

  const ask = async <Result>(request: WorkerRequest, { signal, transfer = [] }: AskOptions = {}): Promise<Result> => {
    if (ended) throw ended;
    throwIfAborted(signal);
    const id = nextId++;
    const answer = new Promise((resolve, reject) => pending.set(id, { resolve, reject }));
    // A run cannot be interrupted inside ONNX Runtime; its answer is dropped when it comes.
    const onAbort = (): void => pending.get(id)?.reject(abortedError());
    signal?.addEventListener("abort", onAbort, { once: true });
    worker.postMessage({ ...request, id }, [...transfer]);
    try {
      return (await answer) as Result;
    } finally {
      signal?.removeEventListener("abort", onAbort);
    }
  };
  const close = async (): Promise<void> => {
    if (!ended) await ask({ kind: "close" }).catch(() => undefined);
    await worker.terminate();
    await exited;
  };
  return { ask, close };
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
