import type { Benchmark, Registry, TaskResult } from "@mieb/core";
import {
  benchmarkScores,
  evaluationsOf,
  type BenchmarkScores,
  type BenchmarkTask,
  type EvaluationFilter,
} from "@mieb/results/browser";
import { installed } from "./installed.ts";

/** A model's scores on a benchmark, as the leaderboard computes them. */
export interface BenchmarkReport extends BenchmarkScores {
  readonly benchmark: string;
  /** Whether only some splits or languages count; such scores do not compare with the leaderboard's. */
  readonly filtered: boolean;
  /** Tasks no plugin brings; they count as missing. */
  readonly notInstalled: readonly string[];
  /** Installed benchmarks all of whose tasks are in this one, as `MIEB(lite)` is in `MIEB(Multilingual)`. */
  readonly contains: readonly { readonly benchmark: string; readonly meanOfTasks: number | null }[];
}

export interface ScoreBenchmarkOptions extends EvaluationFilter {
  /** Default: what is installed. */
  readonly registry?: Registry;
}

/**
 * Scores of a benchmark from the results of its tasks: task by task, mean per task type, mean over tasks, mean over types. Null
 * where something is missing, as on the leaderboard; `lenient` has the means over what is there.
 *
 * With `evalSplits` or `languages`, only these count, and tasks without any are left out.
 * @throws MiebError `USAGE_UNKNOWN_NAME` for a benchmark's name that nobody brings
 */
export function scoreBenchmark(
  benchmark: Benchmark | string,
  results: readonly TaskResult[],
  { registry = installed().registry, ...filter }: ScoreBenchmarkOptions = {},
): BenchmarkReport {
  const { name, tasks } = typeof benchmark === "string" ? registry.benchmarks.get(benchmark) : benchmark;
  const filtered = Object.values(filter).some((values) => values?.length);
  const members = (names: readonly string[]): readonly BenchmarkTask[] =>
    names
      .map((task) => member(task, registry, filter))
      .filter(({ type, evaluations }) => !type || evaluations.length > 0);
  const own = new Set(tasks);
  const contained = registry.benchmarks.entries.filter(
    (other) => other.name !== name && other.tasks.every((task) => own.has(task)),
  );
  return {
    benchmark: name,
    filtered,
    notInstalled: tasks.filter((task) => !registry.tasks.find(task)),
    ...benchmarkScores(members(tasks), results),
    contains: contained.map((other) => ({
      benchmark: other.name,
      meanOfTasks: benchmarkScores(members(other.tasks), results).meanOfTasks,
    })),
  };
}

function member(name: string, registry: Registry, filter: EvaluationFilter): BenchmarkTask {
  const metadata = registry.tasks.find(name)?.metadata;
  if (!metadata) return { name, type: null, evaluations: [] };
  return { name: metadata.name, type: metadata.type, evaluations: evaluationsOf(metadata, filter) };
}
