import { createStopwatch, type Stopwatch } from "./stopwatch.ts";

/** What one task takes. Tasks overlap, so that nothing of this can be told from the run's totals. */
export interface TaskMeter {
  readonly stopwatch: Stopwatch;
  /** Inputs that were encoded, and those that needed no encoding. */
  readonly inputs: { encoded: number; cached: number };
  /** Milliseconds of each batch. */
  readonly batchLatencies: number[];
}

/** A meter whose time begins now. */
export function taskMeter(): TaskMeter {
  return { stopwatch: createStopwatch(), inputs: { encoded: 0, cached: 0 }, batchLatencies: [] };
}
