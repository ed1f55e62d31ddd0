import type { TaskMetadata } from "@mieb/core";
import type { Evaluation } from "./resume.ts";

export interface EvaluationFilter {
  /** Splits by name. */
  readonly evalSplits?: readonly string[] | undefined;
  /** Languages with or without script, `eng` or `eng-Latn`. */
  readonly languages?: readonly string[] | undefined;
}

/** What there is to evaluate of a task: its splits and subsets, in the task's order, less what the filter leaves out. */
export function evaluationsOf(
  task: Pick<TaskMetadata, "evalSplits" | "subsets">,
  { evalSplits, languages }: EvaluationFilter = {},
): readonly Evaluation[] {
  const splits = task.evalSplits.filter((split) => !evalSplits?.length || evalSplits.includes(split));
  const subsets = Object.entries(task.subsets)
    .filter(([, spoken]) => !languages?.length || spoken.some((language) => speaks(language, languages)))
    .map(([subset]) => subset);
  return splits.flatMap((split) => subsets.map((subset) => ({ split, subset })));
}

/** `eng-Latn` is wanted by `eng-Latn` and by `eng`, in upper or lower case. */
function speaks(language: string, wanted: readonly string[]): boolean {
  const names = new Set([language, language.split("-")[0] ?? ""].map((name) => name.toLowerCase()));
  return wanted.some((name) => names.has(name.toLowerCase()));
}
