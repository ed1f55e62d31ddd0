import type { TaskMetadata } from "@mieb/core";
import type { Evaluation } from "@mieb/results";

export interface EvaluationFilter {
  readonly evalSplits?: readonly string[] | undefined;
  readonly languages?: readonly string[] | undefined;
}

/** What a run evaluates of a task: its splits and subsets, in the task's order, less what the filter leaves out. */
export function evaluationsOf(task: TaskMetadata, { evalSplits, languages }: EvaluationFilter): readonly Evaluation[] {
  const splits = task.evalSplits.filter((split) => !evalSplits?.length || evalSplits.includes(split));
  const subsets = Object.entries(task.subsets)
    .filter(([, spoken]) => !languages?.length || spoken.some((language) => speaks(language, languages)))
    .map(([subset]) => subset);
  return splits.flatMap((split) => subsets.map((subset) => ({ split, subset })));
}

/** `eng-Latn` is wanted by `eng-Latn` and by `eng`. */
function speaks(language: string, wanted: readonly string[]): boolean {
  return wanted.includes(language) || wanted.includes(language.split("-")[0] ?? "");
}
