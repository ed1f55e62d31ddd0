import type { MiebError, ScoreEntry, TaskResult } from "@mieb/core";

/** What a task waits for or does. Phases of one subset follow each other; a subset is scored while the next is encoded. */
export type Phase = "load" | "plan" | "encode" | "score";

/**
 * What happens during a run, in order. Progress views, the JSON log and tests all read the same stream; every event is
 * plain data except errors.
 */
export type RunEvent =
  | { readonly type: "run-start"; readonly model: string; readonly revision: string; readonly tasks: readonly string[] }
  | { readonly type: "task-start"; readonly task: string }
  | { readonly type: "task-reused"; readonly task: string; readonly result: TaskResult }
  | { readonly type: "task-skipped"; readonly task: string; readonly reason: string }
  | {
      readonly type: "phase-start";
      readonly task: string;
      readonly phase: Phase;
      readonly split: string;
      readonly subset: string;
    }
  /** `done` of `total` inputs have an embedding; `cached` of them needed no encoding (stored before, or equal to another input). */
  | {
      readonly type: "encode-progress";
      readonly task: string;
      readonly request: string;
      readonly done: number;
      readonly total: number;
      readonly cached: number;
    }
  | {
      readonly type: "download-progress";
      readonly file: string;
      readonly received: number;
      readonly total: number | null;
    }
  | {
      readonly type: "entry-scored";
      readonly task: string;
      readonly split: string;
      readonly subset: string;
      readonly entry: ScoreEntry;
    }
  | { readonly type: "task-done"; readonly task: string; readonly result: TaskResult; readonly file: string | null }
  | { readonly type: "task-failed"; readonly task: string; readonly error: MiebError }
  /** A line that a program behind the model wrote for its user. */
  | { readonly type: "model-output"; readonly line: string }
  | { readonly type: "warning"; readonly message: string; readonly task?: string }
  | { readonly type: "run-end"; readonly summary: RunSummary };

/** Totals of a run. */
export interface RunSummary {
  readonly done: number;
  readonly reused: number;
  readonly skipped: number;
  readonly failed: number;
  /** Inputs the encoder was asked for. */
  readonly encoded: number;
  /** Inputs that needed no encoding: stored before, or equal to another input. */
  readonly cached: number;
  readonly seconds: number;
  /** Most bytes that the process has had resident so far, files mapped into it and the model included. */
  readonly peakMemory: number;
}
