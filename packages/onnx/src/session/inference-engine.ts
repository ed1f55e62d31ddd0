import { channel } from "node:diagnostics_channel";
import { availableParallelism } from "node:os";
import { isMiebError, MiebError } from "@mieb/core";
import { checkDevice } from "./devices.ts";
import type { GraphSignature, OutputTensor, Tensor } from "./protocol.ts";
import { runPace } from "./run-pace.ts";
import { openWorkerLink } from "./worker-link.ts";

/** A model's thread with its graphs. Requests are served in order, one at a time. */
export interface InferenceEngine {
  /**
   * Opens an ONNX file.
   * @throws MiebError `MODEL_INVALID_FILE`; `ENVIRONMENT_MISSING_ENGINE` when the device cannot be used
   */
  load(request: GraphLoad): Promise<GraphSignature>;
  /**
   * Runs a loaded graph for one of its outputs. The feeds' buffers move to the thread and are no longer usable here.
   * @throws MiebError `MODEL_INVALID_FILE` when the graph cannot take the feeds; `ABORTED`
   */
  run(request: GraphRun): Promise<OutputTensor>;
  /**
   * Batches that an encoder best has in flight at this moment. Where runs take all cores for long, one: decoding the next
   * batch beside them makes both wait, and a ViT-B/32 on two cores lost 4 % of its rate (benchmarks, throughput). Elsewhere
   * three: runs of a few milliseconds leave the cores to the others between them.
   */
  readonly batchesAtOnce: number;
  /** Lets the run in progress finish, drops those that wait, frees the graphs and ends the thread. */
  [Symbol.asyncDispose](): Promise<void>;
}

export interface GraphLoad {
  /** Name for later runs. */
  readonly graph: string;
  readonly path: string;
  /**
   * Outputs that runs give as they were before the graph divided them by their norm (graphs with both towers do that).
   * The file must hold its weights itself.
   */
  readonly unnormalized?: readonly string[];
}

export interface GraphRun {
  readonly graph: string;
  readonly feeds: Readonly<Record<string, Tensor>>;
  readonly output: string;
  readonly signal?: AbortSignal | undefined;
}

export interface EngineOptions {
  /** Threads of one run. Default: all cores. */
  readonly threads?: number | undefined;
  /** `cpu` (default), `cuda` … */
  readonly device?: string | undefined;
}

/** What `mieb:inference` tells its subscribers before a thread is asked, which then owns the feeds: copy what is kept. */
export type InferenceMessage =
  | ({ readonly kind: "load" } & GraphLoad)
  | ({ readonly kind: "run" } & Pick<GraphRun, "graph" | "feeds" | "output">);

const inference = channel("mieb:inference");

function tell(message: InferenceMessage): void {
  if (inference.hasSubscribers) inference.publish(message);
}

/** A run is long from here on: what is done for the next batch meanwhile takes some milliseconds. */
const LONG_RUN_MS = 60;

/**
 * Starts the thread; nothing is loaded yet. Dispose of it to end the thread.
 * @throws MiebError `USAGE_INVALID_ARGUMENT` for an unknown device
 */
export function startInferenceEngine(options: EngineOptions = {}): InferenceEngine {
  const { threads = availableParallelism(), device = "cpu" } = options;
  checkDevice(device);
  const link = openWorkerLink();
  const takesAllCores = device === "cpu" && threads >= availableParallelism();
  const pace = runPace();
  return {
    get batchesAtOnce() {
      return takesAllCores && pace.milliseconds > LONG_RUN_MS ? 1 : 3;
    },
    load({ graph, path, unnormalized = [] }) {
      tell({ kind: "load", graph, path, unnormalized });
      return link
        .ask<GraphSignature>({ kind: "load", graph, path, unnormalized, threads, device })
        .catch((error: Error) => rethrow(error, loadError(path, device, error)));
    },
    run({ graph, feeds, output, signal }) {
      tell({ kind: "run", graph, feeds, output });
      const transfer = Object.values(feeds).map(({ data }) => data.buffer as ArrayBuffer);
      return pace
        .time(() => link.ask<OutputTensor>({ kind: "run", graph, feeds, output }, { signal, transfer }))
        .catch((error: Error) => rethrow(error, runError(graph, error)));
    },
    [Symbol.asyncDispose]: () => link.close(),
  };
}

function rethrow(error: Error, coded: MiebError): never {
  throw isMiebError(error) ? error : coded;
}

function loadError(path: string, device: string, cause: Error): MiebError {
  if (device !== "cpu") {
    return new MiebError("ENVIRONMENT_MISSING_ENGINE", `ONNX Runtime cannot use device "${device}": ${cause.message}`, {
      hint: "Run with --device cpu, or install the libraries ONNX Runtime needs for this device.",
      cause,
    });
  }
  return new MiebError("MODEL_INVALID_FILE", `ONNX Runtime cannot open ${path}: ${cause.message}`, {
    hint: "Download or export the file again: it may be incomplete, or a Git LFS pointer (`git lfs pull`).",
    cause,
  });
}

function runError(graph: string, cause: Error): MiebError {
  return new MiebError("MODEL_INVALID_FILE", `ONNX Runtime could not run graph "${graph}": ${cause.message}`, {
    hint: "The graph does not take what its family gives: compare the sizes in preprocessor_config.json and tokenizer_config.json with those it was exported for, or export it again.",
    cause,
  });
}
