import { isAggregateTask, MiebError, toMiebError, type AnyTask } from "@mieb/core";
import type { Evaluation } from "@mieb/results";
import { runAggregate, type RunComponent } from "./run-aggregate.ts";
import type { RunContext, TaskOutcome } from "./run-context.ts";
import { runTask } from "./run-task.ts";

/** A task that has begun. */
export interface StartedTask {
  /** Settles when its inputs are all handed to the encoder, so that the next task may begin; never if it ends before. */
  readonly encoded: Promise<void>;
  readonly outcome: Promise<TaskOutcome>;
}

/**
 * Starts a task and tells its story in events. It never rejects: a failure is an outcome. One that is already running is
 * waited for first, so that nothing is evaluated twice.
 */
export function startAnyTask(task: AnyTask, wanted: readonly Evaluation[], context: RunContext): StartedTask {
  const { promise: encoded, resolve: onEncoded } = Promise.withResolvers<void>();
  const { name } = task.metadata;
  const earlier = context.running.get(name);
  const outcome = run(task, wanted, { context, earlier, onEncoded });
  context.running.set(name, outcome);
  return { encoded, outcome };
}

interface Start {
  readonly context: RunContext;
  readonly earlier: Promise<TaskOutcome> | undefined;
  readonly onEncoded: () => void;
}

async function run(task: AnyTask, wanted: readonly Evaluation[], start: Start): Promise<TaskOutcome> {
  const { context, earlier } = start;
  const { name } = task.metadata;
  await earlier;
  context.emit({ type: "task-start", task: name });
  const outcome = await attempt(task, wanted, start);
  if (outcome.kind === "done" || outcome.kind === "reused") context.results.set(name, outcome.result);
  emitOutcome(name, outcome, context);
  return outcome;
}

async function attempt(
  task: AnyTask,
  wanted: readonly Evaluation[],
  { context, onEncoded }: Start,
): Promise<TaskOutcome> {
  if (wanted.length === 0) return { kind: "skipped", reason: nothingChosen(task) };
  const runComponent: RunComponent = (...component) => startAnyTask(...component).outcome;
  try {
    if (isAggregateTask(task)) return await runAggregate(task, wanted, { context, runComponent });
    return await runTask(task, wanted, { context, onEncoded });
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
