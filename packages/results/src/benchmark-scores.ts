import type { TaskResult, TaskType } from "@mieb/core";
import { benchmarkTaskScore, mean, strictMean } from "./benchmark-task-score.ts";
import type { Evaluation } from "./resume.ts";

/** A task of a benchmark, as far as its score needs it. */
export interface BenchmarkTask {
  readonly name: string;
  /** Null where no plugin brings the task, so that nobody knows. */
  readonly type: TaskType | null;
  /** Every split and subset that belongs to its score. */
  readonly evaluations: readonly Evaluation[];
}

export interface BenchmarkTaskScore {
  readonly task: string;
  readonly type: TaskType | null;
  /** Mean over all its splits and subsets, each weighing the same; null when one has no score. */
  readonly score: number | null;
  /** How many of its splits and subsets have a score. */
  readonly scored: number;
  readonly expected: number;
}

export interface BenchmarkTypeScore {
  readonly type: TaskType;
  /** Mean over its tasks; null when one has no score. */
  readonly score: number | null;
  /** Mean over those of its tasks that have a score; null when none has. */
  readonly lenientScore: number | null;
  /** How many of its tasks have a score. */
  readonly scored: number;
  readonly tasks: number;
}

/** Two averages over the same tasks: every task weighing the same, and every task type weighing the same. */
export interface BenchmarkMeans {
  readonly meanOfTasks: number | null;
  /** What the leaderboard ranks by. */
  readonly meanOfTypes: number | null;
}

/** What a model reaches on a benchmark; scores are fractions, 0.65 where the leaderboard's page shows 65. */
export interface BenchmarkScores extends BenchmarkMeans {
  /** In the order given. */
  readonly tasks: readonly BenchmarkTaskScore[];
  /** By name, as the leaderboard's columns. */
  readonly types: readonly BenchmarkTypeScore[];
  /** The same over what has a score: no stand-in for the means above, since it depends on what was left out. */
  readonly lenient: BenchmarkMeans;
}

/**
 * Averages a model's results as the reference's leaderboard does. A missing task makes its type's mean and both means null, and
 * so does a task without the score of one split or subset: a partial score is never averaged. While the type of a task is
 * unknown, no type is complete.
 *
 * Source: `mteb.benchmarks.Benchmark._create_summary_table` and `_recompute_lenient_means`.
 */
export function benchmarkScores(
  tasks: readonly BenchmarkTask[],
  results: readonly Pick<TaskResult, "task_name" | "scores">[],
): BenchmarkScores {
  const resultOf = new Map(results.map((result) => [result.task_name, result]));
  const scored = tasks.map((task) => benchmarkTaskScore(task, resultOf.get(task.name)));
  const types = typeScores(scored);
  const scores = scored.map(({ score }) => score);
  const typesKnown = tasks.every(({ type }) => type !== null);
  return {
    tasks: scored,
    types: typesKnown ? types : types.map((type) => ({ ...type, score: null })),
    meanOfTasks: strictMean(scores),
    meanOfTypes: typesKnown ? strictMean(types.map(({ score }) => score)) : null,
    lenient: { meanOfTasks: mean(scores), meanOfTypes: mean(types.map(({ lenientScore }) => lenientScore)) },
  };
}

function typeScores(tasks: readonly BenchmarkTaskScore[]): readonly BenchmarkTypeScore[] {
  const known = tasks.flatMap(({ type }) => type ?? []);
  return [...new Set(known)].toSorted().map((type) => {
    const scores = tasks.filter((task) => task.type === type).map(({ score }) => score);
    return {
      type,
      score: strictMean(scores),
      lenientScore: mean(scores),
      scored: scores.filter((score) => score !== null).length,
      tasks: scores.length,
    };
  });
}
