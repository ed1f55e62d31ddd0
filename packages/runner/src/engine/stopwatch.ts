import { performance } from "node:perf_hooks";
import type { EvaluationPhase } from "@mieb/core";
import type { Evaluation } from "@mieb/results";

/** Times the phases of one task. */
export interface Stopwatch {
  /** Phases so far; seconds relative to the first one's start. */
  readonly phases: readonly EvaluationPhase[];
  /** Seconds since the stopwatch was made. */
  readonly seconds: number;
  /** Begins a phase, which is recorded when the function it returns is called. Phases may overlap. */
  start(name: string, evaluation: Evaluation): () => void;
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
    start(name, { split, subset }) {
      const start = sinceFirstPhase();
      return () => void phases.push({ name, start, end: sinceFirstPhase(), split, subset });
    },
  };
}
