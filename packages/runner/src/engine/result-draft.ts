import type { EvaluationPhase, Provenance, ScoreEntry, TaskMetadata, TaskResult } from "@mieb/core";
import { mergeEntry, REFERENCE_VERSION, versionRange } from "@mieb/results";

/** What a task's result says besides its scores. */
export interface ResultDetails {
  /** Of the data. */
  readonly revision: string;
  /** Seconds of this run; added to those of the result that is extended. */
  readonly seconds: number;
  readonly phases: readonly EvaluationPhase[] | null;
  readonly mieb: Provenance;
}

/** `base` (or an empty result) with one more entry. */
export function extendResult(
  task: TaskMetadata,
  base: TaskResult | null,
  { split, entry, details }: { readonly split: string; readonly entry: ScoreEntry; readonly details: ResultDetails },
): TaskResult {
  const scores = mergeEntry(base?.scores ?? {}, split, entry);
  return {
    dataset_revision: details.revision,
    task_name: task.name,
    mteb_version: versionRange(scores) ?? REFERENCE_VERSION,
    scores,
    evaluation_time: details.seconds,
    kg_co2_emissions: base?.kg_co2_emissions ?? null,
    date: Date.now() / 1000,
    evaluation_phases: details.phases,
    mieb: details.mieb,
  };
}
