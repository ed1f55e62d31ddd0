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
  const created = performance.now();
  let origin: number | undefined;
  const sinceFirstPhase = (): number => {
    const now = performance.now();
    origin ??= now;
    return (now - origin) / 1000;
  };
  const phases: EvaluationPhase[] = [];
  return {
    phases,
    get seconds() {
      return (performance.now() - created) / 1000;
    },
    async time(name, { split, subset }, work) {
      const start = sinceFirstPhase();
      try {
        return await work();
      } finally {
        phases.push({ name, start, end: sinceFirstPhase(), split, subset });
      }
    },
  };
}
