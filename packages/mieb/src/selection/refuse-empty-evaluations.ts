import { MiebError, type AnyTask } from "@mieb/core";
import { evaluationsOf, type EvaluationFilter } from "@mieb/results";
import { checkKnown } from "./check-known.ts";
import { checkLanguages, suggestLanguages } from "./check-languages.ts";

/**
 * Splits or languages that leave nothing of any task are a slip, not a wish.
 * @throws MiebError `USAGE_UNKNOWN_NAME`, `USAGE_INVALID_ARGUMENT`, with what the tasks have
 */
export function refuseEmptyEvaluations(tasks: readonly AnyTask[], { evalSplits, languages }: EvaluationFilter): void {
  const splits = tasks.flatMap(({ metadata }) => metadata.evalSplits);
  checkKnown("split", evalSplits, splits);
  checkLanguages(languages, tasks);
  if (tasks.some(({ metadata }) => evaluationsOf(metadata, { evalSplits, languages }).length > 0)) return;
  const spoken = tasks.flatMap(({ metadata }) => Object.values(metadata.subsets).flat());
  const message = "The chosen splits and languages leave nothing of the chosen tasks.";
  throw new MiebError("USAGE_INVALID_ARGUMENT", message + suggestLanguages(languages, tasks), {
    hint: `They have the splits ${listed(splits)} and the languages ${listed(spoken)}.`,
  });
}

function listed(values: readonly string[]): string {
  return [...new Set(values)].toSorted().join(", ");
}
