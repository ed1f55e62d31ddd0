import { MiebError, type Scores, type ScoreEntry, type ScoreValue, type TaskMetadata } from "@mieb/core";
import { REFERENCE_VERSION } from "@mieb/results";

/**
 * An entry of the result file: the scores in the evaluator's order, then the keys every entry has. What is not finite
 * becomes null, as strict JSON wants it.
 * @throws MiebError `TASK_INVALID` when the evaluator gave no such main score
 */
export function scoreEntry(task: TaskMetadata, subset: string, scores: Scores): ScoreEntry {
  const finite = finiteOrNull(scores) as Scores;
  const main = finite[task.mainScore];
  if (typeof main !== "number" && main !== null) {
    throw new MiebError(
      "TASK_INVALID",
      `${task.name}: no number "${task.mainScore}" among the scores ${Object.keys(scores).join(", ")}.`,
      {
        hint: "`mainScore` must name one of the evaluator's metrics.",
      },
    );
  }
  return {
    ...finite,
    main_score: main,
    hf_subset: subset,
    languages: task.subsets[subset] ?? [],
    mteb_version: REFERENCE_VERSION,
  };
}

function finiteOrNull(value: ScoreValue): ScoreValue {
  if (typeof value === "number") return Number.isFinite(value) ? value : null;
  if (value === null) return null;
  if (isList(value)) return value.map(finiteOrNull);
  return Object.fromEntries(Object.entries(value).map(([key, entry]) => [key, finiteOrNull(entry)]));
}

function isList(value: ScoreValue): value is readonly ScoreValue[] {
  return Array.isArray(value);
}
