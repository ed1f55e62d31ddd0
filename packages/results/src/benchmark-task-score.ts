import type { TaskResult } from "@mieb/core";
import type { BenchmarkTask, BenchmarkTaskScore } from "./benchmark-scores.ts";

/** Score of one task of a benchmark; entries of splits and subsets that do not belong to the task are ignored. */
export function benchmarkTaskScore(
  { name, type, evaluations }: BenchmarkTask,
  result: Pick<TaskResult, "scores"> | undefined,
): BenchmarkTaskScore {
  const scores = evaluations.map(({ split, subset }) => {
    const entry = result?.scores[split]?.find(({ hf_subset }) => hf_subset === subset);
    return entry?.main_score ?? null;
  });
  const scored = scores.filter((score) => score !== null).length;
  return { task: name, type, score: strictMean(scores), scored, expected: evaluations.length };
}

/** Mean, or null when a value is null or there is none. */
export function strictMean(values: readonly (number | null)[]): number | null {
  return values.includes(null) ? null : mean(values);
}

/** Mean over what is not null, or null when nothing is left. */
export function mean(values: readonly (number | null)[]): number | null {
  const present = values.filter((value) => value !== null);
  return present.length === 0 ? null : present.reduce((sum, value) => sum + value, 0) / present.length;
}
