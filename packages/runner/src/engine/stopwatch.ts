import { performance } from "node:perf_hooks";
import type { EvaluationPhase } from "@mieb/core";
import type { Evaluation } from "@mieb/results";

/** Times the phases of one task. */
export interface Stopwatch {
  /** Phases so far; seconds relative to the first one's start. */
  readonly phases: readonly EvaluationPhase[];
  /** Seconds since the stopwatch was made. */
  readonly seconds: number;
  /** Runs a phase and records it, also when it fails. */
  time<T>(name: string, evaluation: Evaluation, work: () => Promise<T>): Promise<T>;
}

export function createStopwatch(): Stopwatch {
  const origin = performance.now();
  const now = (): number => (performance.now() - origin) / 1000;
  const phases: EvaluationPhase[] = [];
  return {
    phases,
    get seconds() {
      return now();
    },
    async time(name, { split, subset }, work) {
      const start = now();
      try {
        return await work();
      } finally {
        phases.push({ name, start, end: now(), split, subset });
      }
    },
  };
}
