import { isAggregateTask, type AnyTask } from "@mieb/core";
import { evaluationsOf } from "@mieb/results";
import { findResumption } from "./find-resumption.ts";
import { SUBSETS_AHEAD } from "./load-ahead.ts";
import type { RunContext } from "./run-context.ts";
import { skipReason } from "./run-task.ts";

/** Tasks whose data is fetched while another is evaluated. */
const TASKS_AHEAD = 8;

/**
 * Called when a task has begun: starts loading for the tasks behind it, each once and not where it has its result already.
 * A run that stops at the first failure fetches nothing it may not need.
 */
export async function loadUpcoming(current: number, context: RunContext): Promise<void> {
  const { tasks, onError } = context.options;
  if (onError === "fail") return;
  const from = current === 0 ? 1 : current + TASKS_AHEAD;
  await Promise.all(tasks.slice(from, current + TASKS_AHEAD + 1).map((task) => startLoading(task, context)));
}

async function startLoading(task: AnyTask, context: RunContext): Promise<void> {
  if (isAggregateTask(task) || skipReason(task, context) !== undefined) return;
  if (context.session.failureOf(task.metadata.modalities)) return;
  // What is wrong with the task or its earlier result is said when it is its turn.
  const quiet = { ...context, emit: () => undefined };
  const wanted = evaluationsOf(task.metadata, context.options);
  const resumption = await findResumption(task, wanted, quiet).catch(() => undefined);
  context.loads.start(task, resumption?.missing.slice(0, SUBSETS_AHEAD) ?? []);
}
