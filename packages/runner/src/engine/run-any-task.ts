import { isAggregateTask, MiebError, toMiebError, type AnyTask } from "@mieb/core";
import type { Evaluation } from "@mieb/results";
import { runAggregate } from "./run-aggregate.ts";
import type { RunContext, TaskOutcome } from "./run-context.ts";
import { runTask } from "./run-task.ts";

/** Runs one task, tells its story in events and never rejects: a failure is an outcome. */
export async function runAnyTask(
  task: AnyTask,
  wanted: readonly Evaluation[],
  context: RunContext,
): Promise<TaskOutcome> {
  const { name } = task.metadata;
  context.emit({ type: "task-start", task: name });
  const outcome = await attempt(task, wanted, context);
  if (outcome.kind === "done" || outcome.kind === "reused") context.results.set(name, outcome.result);
  emitOutcome(name, outcome, context);
  return outcome;
}

async function attempt(task: AnyTask, wanted: readonly Evaluation[], context: RunContext): Promise<TaskOutcome> {
  if (wanted.length === 0) return { kind: "skipped", reason: nothingChosen(task) };
  try {
    if (isAggregateTask(task)) return await runAggregate(task, wanted, { context, runComponent: runAnyTask });
    return await runTask(task, wanted, context);
  } catch (error) {
    const coded = context.options.signal?.aborted ? aborted(error) : toMiebError(error);
    return coded.code === "MODEL_MODALITY_MISSING"
      ? { kind: "skipped", reason: coded.message }
      : { kind: "failed", error: coded };
  }
}

function nothingChosen({ metadata: { evalSplits, subsets } }: AnyTask): string {
  const languages = [...new Set(Object.values(subsets).flat())].toSorted();
  return `The chosen splits and languages leave nothing of it; it has ${evalSplits.join(", ")} in ${languages.join(", ")}.`;
}

function emitOutcome(task: string, outcome: TaskOutcome, { emit }: RunContext): void {
  if (outcome.kind === "done") emit({ type: "task-done", task, result: outcome.result, file: outcome.file });
  if (outcome.kind === "reused") emit({ type: "task-reused", task, result: outcome.result });
  if (outcome.kind === "skipped") emit({ type: "task-skipped", task, reason: outcome.reason });
  if (outcome.kind === "failed") emit({ type: "task-failed", task, error: outcome.error });
}

function aborted(cause: unknown): MiebError {
  return new MiebError("ABORTED", "The run was stopped.", {
    hint: "Run the same command again to go on; what was encoded and scored is kept.",
    cause,
  });
}
