import { performance } from "node:perf_hooks";

/** How long the runs of a thread take that serves one at a time. */
export interface RunPace {
  /** Mean of the last runs, the latest counting most; 0 before the first. */
  readonly milliseconds: number;
  /** Measures a run, less the time that it waited for the one before. */
  time<T>(run: () => Promise<T>): Promise<T>;
}

/** Weight of the latest run. */
const LATEST = 0.3;

/** A pace not measured yet; `now` gives milliseconds. */
export function runPace(now: () => number = () => performance.now()): RunPace {
  let [milliseconds, endedAt] = [0, 0];
  return {
    get milliseconds() {
      return milliseconds;
    },
    async time(run) {
      const askedAt = now();
      const answer = await run();
      const answeredAt = now();
      const took = answeredAt - Math.max(askedAt, endedAt);
      milliseconds = endedAt === 0 ? took : milliseconds + LATEST * (took - milliseconds);
      endedAt = answeredAt;
      return answer;
    },
  };
}
