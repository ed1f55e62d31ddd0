import type { Task, TaskMetadata } from "@mieb/core";
import { hasPredictions, type Evaluation } from "@mieb/results";
import { createStage, type Stage } from "../encode/stage.ts";
import { encodeSubset } from "./evaluate-subset.ts";
import { findResumption } from "./find-resumption.ts";
import { resultEntries, type ResultEntries } from "./result-entries.ts";
import type { RunContext, TaskOutcome } from "./run-context.ts";
import { SUBSETS_AHEAD } from "./load-ahead.ts";
import { taskMeter, type TaskMeter } from "./task-meter.ts";

/**
 * Evaluates what of `wanted` has no result yet. Each subset is scored while the next is encoded; the file is rewritten
 * as entries come, so that a run which ends early keeps the finished ones.
 * @param onEncoded called once everything is handed to the encoder, so that the next task may begin
 */
export async function runTask(
  task: Task,
  wanted: readonly Evaluation[],
  { context, onEncoded }: { readonly context: RunContext; readonly onEncoded: () => void },
): Promise<TaskOutcome> {
  const { base, missing, revision } = await findResumption(task, wanted, context);
  const scored = base ? wanted.filter((evaluation) => !missing.includes(evaluation)) : [];
  const unpredicted = await withoutPredictions(task.metadata, scored, context);
  if (base && missing.length + unpredicted.length === 0) return { kind: "reused", result: base };
  const reason = skipReason(task, context);
  if (reason !== undefined) return { kind: "skipped", reason };

  const broken = context.session.failureOf(task.metadata.modalities);
  if (broken) throw broken;

  const meter = taskMeter();
  for (const evaluation of unpredicted) await (await encodeSubset({ task, ...evaluation, meter }, context)).score();
  if (base && missing.length === 0) return { kind: "reused", result: base };
  const entries = resultEntries(task, { base, revision, meter }, context);
  const scoring = createStage(context.scoring);
  const encodings: Promise<void>[] = [];
  try {
    await encodeAll({ task, missing, meter, encodings, scoring, entries }, context);
    if (!context.session.isMetered) onEncoded();
  } finally {
    await scoring.settle().finally(() => Promise.all([...encodings, entries.saved()]));
  }
  return { kind: "done", ...(await entries.saved()) };
}

interface MissingEvaluations {
  readonly task: Task;
  readonly missing: readonly Evaluation[];
  readonly meter: TaskMeter;
  /** Gets the end of each subset's encoding: after a failure some of them are never scored. */
  readonly encodings: Promise<void>[];
  readonly scoring: Stage;
  readonly entries: ResultEntries;
}

/** Hands one subset after the other to the encoder, and each to `scoring` when that is done. */
async function encodeAll(
  { task, missing, meter, encodings, scoring, entries }: MissingEvaluations,
  context: RunContext,
): Promise<void> {
  for (const [index, evaluation] of missing.entries()) {
    context.options.signal?.throwIfAborted();
    context.loads.start(task, missing.slice(index, index + 1 + SUBSETS_AHEAD));
    const encoded = await encodeSubset({ task, ...evaluation, meter }, context);
    encodings.push(encoded.ended);
    await scoring.push(async () => entries.add(evaluation, await encoded.score()));
  }
}

/** Those of `evaluations` whose predictions are asked for and not there: they are scored again for them, from the store. */
async function withoutPredictions(
  { name }: TaskMetadata,
  evaluations: readonly Evaluation[],
  { options, model, emit }: RunContext,
): Promise<readonly Evaluation[]> {
  const { predictionFolder, overwriteStrategy } = options;
  if (!predictionFolder) return [];
  const targets = evaluations.map((evaluation) => ({ task: name, model, ...evaluation }));
  const present = await Promise.all(targets.map((target) => hasPredictions(predictionFolder, target)));
  const absent = evaluations.filter((_, index) => !present[index]);
  if (absent.length === 0 || overwriteStrategy === undefined || overwriteStrategy === "only-missing") return absent;
  const message = `No predictions are written: strategy "${overwriteStrategy}" keeps the task from running.`;
  emit({ type: "warning", task: name, message });
  return [];
}

/** Why the model cannot do a task, which is known before anything is encoded; undefined where it can. */
export function skipReason(task: Task, context: RunContext): string | undefined {
  const { model, options } = context;
  const lacking = task.metadata.modalities.filter((modality) => !model.modalities.includes(modality));
  if (lacking.length > 0) return lackingReason(lacking, context);
  if (model.similarity !== "max-sim" || options.registry.evaluators.get(task.evaluator).takesSeveralVectors) {
    return undefined;
  }
  return `${model.name} gives several vectors per input, compared by MaxSim; "${task.evaluator}" compares one vector per input.`;
}

function lackingReason(lacking: readonly string[], { model, options }: RunContext): string {
  const reason = `${model.name} encodes ${model.modalities.join(" and ")}; the task also needs ${lacking.join(" and ")}.`;
  return [reason, ...lacking.flatMap((modality) => options.model.absentModalities?.[modality] ?? [])].join(" ");
}
