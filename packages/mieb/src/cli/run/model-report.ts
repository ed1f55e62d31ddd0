import type { AnyTask, ModelMetadata } from "@mieb/core";
import type { RunReport } from "@mieb/runner";
import type { BenchmarkReport } from "../../score-benchmark.ts";

/** What one model's run came to. */
export interface ModelReport {
  readonly model: ModelMetadata;
  /** As given on the command line. */
  readonly reference: string;
  readonly tasks: readonly AnyTask[];
  /** One per benchmark asked for. */
  readonly benchmarks: readonly BenchmarkReport[];
  readonly report: RunReport;
}

/** What `--json` prints: totals over all models, then each model. */
export function jsonReport(reports: readonly ModelReport[]): object {
  const sum = (key: keyof RunReport["summary"]): number =>
    reports.reduce((total, { report }) => total + report.summary[key], 0);
  return {
    summary: {
      done: sum("done"),
      reused: sum("reused"),
      skipped: sum("skipped"),
      failed: sum("failed"),
      encoded: sum("encoded"),
      cached: sum("cached"),
      seconds: sum("seconds"),
      peakMemory: Math.max(0, ...reports.map(({ report }) => report.summary.peakMemory)),
    },
    models: reports.map(({ model, benchmarks, report }) => ({
      name: model.name,
      revision: model.revision,
      ...(model.experiment && { experiment: model.experiment }),
      results: report.results,
      benchmarks,
      skipped: report.skipped,
      failures: report.failures.map(({ task, error: { code, message, hint } }) => ({
        task,
        code,
        message,
        ...(hint && { hint }),
      })),
      summary: report.summary,
    })),
  };
}
