import type { AnyTask, MiebError, Model, Registry, TaskResult } from "@mieb/core";
import type { RunEvent, RunSummary } from "./events.ts";

/** A model ready to run: what is known about it, and how to load it (not called when nothing has to be encoded). */
export type RunnableModel = Model;

/** `only-missing` (default) extends what is there, `always` starts over, `never` and `only-cache` as in the reference. */
export type OverwriteStrategy = "only-missing" | "always" | "never" | "only-cache";

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
  readonly device?: string;
  readonly threads?: number;
  /** Evaluate these splits only (of those a task has). */
  readonly evalSplits?: readonly string[];
  /** Evaluate subsets in these languages only (`eng`, `eng-Latn`). */
  readonly languages?: readonly string[];
  /** Folder for `<Task>_predictions.json`. */
  readonly predictionFolder?: string | null;
  /** Ceiling in bytes that chunk sizes follow. */
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
