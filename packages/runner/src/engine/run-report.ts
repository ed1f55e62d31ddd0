import process from "node:process";
import type { RunReport } from "../run-options.ts";
import type { TaskOutcome } from "./run-context.ts";

export interface NamedOutcome {
  readonly task: string;
  readonly outcome: TaskOutcome;
}

/** Sums up what became of the tasks. */
export function runReport(
  outcomes: readonly NamedOutcome[],
  effort: { readonly encoded: number; readonly cached: number; readonly seconds: number },
): RunReport {
  const count = (kind: TaskOutcome["kind"]): number => outcomes.filter(({ outcome }) => outcome.kind === kind).length;
  return {
    results: outcomes.flatMap(({ outcome }) => ("result" in outcome ? [outcome.result] : [])),
    failures: outcomes.flatMap(({ task, outcome }) =>
      outcome.kind === "failed" ? [{ task, error: outcome.error }] : [],
    ),
    skipped: outcomes.flatMap(({ task, outcome }) =>
      outcome.kind === "skipped" ? [{ task, reason: outcome.reason }] : [],
    ),
    summary: {
      done: count("done"),
      reused: count("reused"),
      skipped: count("skipped"),
      failed: count("failed"),
      encoded: effort.encoded,
      cached: effort.cached,
      seconds: effort.seconds,
      peakMemory: process.resourceUsage().maxRSS * 1024,
    },
  };
}
