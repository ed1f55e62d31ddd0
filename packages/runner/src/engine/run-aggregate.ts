import {
  MiebError,
  type AggregateComponent,
  type AggregateTask,
  type AnyTask,
  type ScoreEntry,
  type TaskResult,
} from "@mieb/core";
import { evaluationsOf, type Evaluation } from "@mieb/results";
import { findResumption } from "./find-resumption.ts";
import { aggregateProvenance } from "./provenance.ts";
import { extendResult } from "./result-draft.ts";
import type { RunContext, TaskOutcome } from "./run-context.ts";
import { scoreEntry } from "./score-entry.ts";

/** Runs a component as a task of its own. */
export type RunComponent = (task: AnyTask, wanted: readonly Evaluation[], context: RunContext) => Promise<TaskOutcome>;

interface ComponentScores {
  readonly entries: readonly ScoreEntry[];
  readonly seconds: number;
}

/**
 * Runs the components of an aggregate, no more of them than enters its mean, and writes the mean of their main scores,
 * each entry weighing the same.
 */
export async function runAggregate(
  task: AggregateTask,
  wanted: readonly Evaluation[],
  { context, runComponent }: { readonly context: RunContext; readonly runComponent: RunComponent },
): Promise<TaskOutcome> {
  const { base, missing, revision } = await findResumption(task, wanted, context);
  const isComplete = base !== null && missing.length === 0;
  // Components write the predictions.
  if (isComplete && !context.options.predictionFolder) return { kind: "reused", result: base };
  const parts: ComponentScores[] = [];
  for (const component of task.components) {
    const evaluations = evaluationsOfComponent(task, component, context);
    const outcome = await runComponent(context.options.registry.tasks.get(component.task), evaluations, context);
    if (outcome.kind === "skipped")
      return { kind: "skipped", reason: `Component ${component.task}: ${outcome.reason}` };
    if (outcome.kind === "failed") throw componentFailure(task, component, outcome.error);
    parts.push({ entries: entriesOf(outcome.result, evaluations), seconds: outcome.result.evaluation_time ?? 0 });
  }
  if (isComplete) return { kind: "reused", result: base };
  return writeMean(task, parts, { base, missing, revision, context });
}

function evaluationsOfComponent(
  task: AggregateTask,
  component: AggregateComponent,
  { options }: RunContext,
): readonly Evaluation[] {
  const { metadata } = options.registry.tasks.get(component.task);
  const evaluations = evaluationsOf(metadata, {}).filter(
    ({ split, subset }) => (component.splits?.includes(split) ?? true) && (component.subsets?.includes(subset) ?? true),
  );
  if (evaluations.length > 0) return evaluations;
  throw new MiebError(
    "TASK_INVALID",
    `${task.metadata.name}: component ${component.task} has none of the splits and subsets listed.`,
    {
      hint: `It has the splits ${metadata.evalSplits.join(", ")} and the subsets ${Object.keys(metadata.subsets).join(", ")}.`,
    },
  );
}

function entriesOf(result: TaskResult, evaluations: readonly Evaluation[]): readonly ScoreEntry[] {
  return evaluations.flatMap(
    ({ split, subset }) => result.scores[split]?.filter(({ hf_subset }) => hf_subset === subset) ?? [],
  );
}

interface Target {
  readonly base: TaskResult | null;
  readonly missing: readonly Evaluation[];
  readonly revision: string;
  readonly context: RunContext;
}

async function writeMean(task: AggregateTask, parts: readonly ComponentScores[], target: Target): Promise<TaskOutcome> {
  const { metadata } = task;
  const mean = meanMainScore(parts.flatMap(({ entries }) => entries));
  const seconds = parts.reduce((sum, part) => sum + part.seconds, 0);
  const mieb = await aggregateProvenance(task, target.context);
  const details = { revision: target.revision, seconds, phases: null, mieb };
  let [result, file]: [TaskResult | null, string | null] = [target.base, null];
  for (const { split, subset } of target.missing) {
    const entry = scoreEntry(metadata, subset, { [metadata.mainScore]: mean });
    result = extendResult(metadata, result, { split, entry, details });
    file = await target.context.saver.save(result);
    target.context.emit({ type: "entry-scored", task: metadata.name, split, subset, entry });
  }
  return { kind: "done", result: result as TaskResult, file };
}

function meanMainScore(entries: readonly ScoreEntry[]): number | null {
  const scores = entries.map(({ main_score }) => main_score);
  return scores.includes(null) ? null : scores.reduce<number>((sum, score) => sum + (score ?? 0), 0) / scores.length;
}

function componentFailure(task: AggregateTask, component: AggregateComponent, error: MiebError): MiebError {
  return new MiebError(error.code, `${task.metadata.name}: component ${component.task} failed: ${error.message}`, {
    ...(error.hint !== undefined && { hint: error.hint }),
    cause: error,
  });
}
