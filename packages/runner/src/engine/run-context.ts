import type { MiebError, ModelMetadata, TaskResult } from "@mieb/core";
import type PQueue from "p-queue";
import type { ModelSession } from "../encode/model-session.ts";
import type { RunEvent } from "../events.ts";
import type { MemoryShares } from "../memory/memory-shares.ts";
import type { LoadAhead } from "./load-ahead.ts";
import type { ResultSaver } from "./result-saver.ts";
import type { RunOptions } from "../run-options.ts";

/** What the parts of one run share. */
export interface RunContext {
  readonly options: RunOptions;
  readonly loads: LoadAhead;
  /** As results carry it: with the experiment a non-default dtype makes of it. */
  readonly model: ModelMetadata;
  readonly session: ModelSession;
  readonly batchSize: number;
  readonly memory: MemoryShares;
  /** Scoring, which goes on while the next subset is encoded. */
  readonly scoring: PQueue;
  readonly saver: ResultSaver;
  /** Tasks that have begun and not ended, so that an aggregate waits for its components. */
  readonly running: Map<string, Promise<TaskOutcome>>;
  /** Results of this run by task, so that an aggregate and its components share them. */
  readonly results: Map<string, TaskResult>;
  readonly totals: { encoded: number; cached: number };
  emit(event: RunEvent): void;
}

/** What became of a task. */
export type TaskOutcome =
  | { readonly kind: "done"; readonly result: TaskResult; readonly file: string | null }
  | { readonly kind: "reused"; readonly result: TaskResult }
  | { readonly kind: "skipped"; readonly reason: string }
  | { readonly kind: "failed"; readonly error: MiebError };
