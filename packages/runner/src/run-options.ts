import type { AnyTask, DatasetRepository, MiebError, Model, Registry, TaskResult } from "@mieb/core";
import type { OverwriteStrategy } from "@mieb/results";
import type { RunEvent, RunSummary } from "./events.ts";
import type { Quantization } from "./variant/quantization.ts";
import type { EmbeddingStore } from "./store/embedding-store.ts";

/** A model ready to run: what is known about it, and how to load it (not called when nothing has to be encoded). */
export type RunnableModel = Model;

export type { OverwriteStrategy };

/** The part of a hub that evaluating needs; `openHub()` of @mieb/datasets has it. */
export interface DatasetHub {
  /** @throws MiebError `DATASET_REPOSITORY_NOT_FOUND`, `DATASET_ACCESS_DENIED`, `ENVIRONMENT_…` */
  dataset(path: string, revision: string): Promise<DatasetRepository>;
  /** Told at the start of a run how many bytes its tables may keep in memory, all together. */
  limitCache?(bytes: number): void;
}

/** What a run needs besides its options. */
export interface RunDependencies {
  readonly hub: DatasetHub;
  /** Default: the store in `cacheFolder`, opened when first needed and closed at the end. A given store stays open. */
  readonly store?: EmbeddingStore;
}

export interface RunOptions {
  readonly registry: Registry;
  readonly model: RunnableModel;
  readonly tasks: readonly AnyTask[];
  /** Folder of result files, `<folder>/<model>/<revision>/<Task>.json`; null writes none. */
  readonly outputFolder: string | null;
  readonly overwriteStrategy?: OverwriteStrategy;
  /** Inputs per encoder call. Default 32. */
  readonly batchSize?: number;
  readonly dtype?: string;
  /** Numbers kept of every vector, for models whose first numbers say most (Matryoshka). Makes a variant with results of its own. */
  readonly dimensions?: number;
  /** What embeddings are quantised to before they are scored. Makes a variant with results of its own. */
  readonly quantize?: Quantization;
  readonly device?: string;
  readonly threads?: number;
  /** Evaluate these splits only (of those a task has). */
  readonly evalSplits?: readonly string[];
  /** Evaluate subsets in these languages only (`eng`, `eng-Latn`). */
  readonly languages?: readonly string[];
  /**
   * Folder for `<Task>_predictions.json`, with a sub-folder for each further model. Predictions that an earlier result
   * lacks are made from the embedding store.
   */
  readonly predictionFolder?: string | null;
  /**
   * Ceiling in bytes of the anonymous memory that the run takes, without the model's own. Default 1 GiB. What has to be
   * held for each row grows with the data (about 128 bytes); a request that does not fit fails and names the least ceiling.
   */
  readonly maxMemory?: number;
  /** `continue` (default) records a failed task and goes on; `fail` stops the run at the first. */
  readonly onError?: "continue" | "fail";
  /** Folder of the embedding store and downloads of ours; default `$MIEB_CACHE`, else `mieb` in the user's cache folder. */
  readonly cacheFolder?: string;
  readonly signal?: AbortSignal;
  readonly onEvent?: (event: RunEvent) => void;
}

/** What became of every task, in the order asked for. */
export interface RunReport {
  readonly results: readonly TaskResult[];
  readonly failures: readonly { readonly task: string; readonly error: MiebError }[];
  readonly skipped: readonly { readonly task: string; readonly reason: string }[];
  readonly summary: RunSummary;
  /** Why the run ended before its last task: `ABORTED`, a full disk, a model that does not load, or the failure that `onError: "fail"` stops at. */
  readonly stopped?: MiebError;
}
