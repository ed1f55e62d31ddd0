import { isAggregateTask, MiebError, type AnyTask, type TaskResult } from "@mieb/core";
import { findTaskResult, planResumption, type Evaluation, type Resumption } from "@mieb/results";
import { dataRevision } from "./data-revision.ts";
import type { RunContext } from "./run-context.ts";
import { whyOutdated } from "./why-outdated.ts";

/** What is left to do for a task, and which data it is about. */
export interface TaskResumption extends Resumption {
  /** Revision of the data, for the result. */
  readonly revision: string;
}

/**
 * What is left to do for a task, after what this run or an earlier one has written.
 * @throws MiebError `USAGE_INVALID_ARGUMENT` when the strategy keeps a result that is not of this model or data
 */
export async function findResumption(
  task: AnyTask,
  wanted: readonly Evaluation[],
  context: RunContext,
): Promise<TaskResumption> {
  const { metadata } = task;
  const { registry } = context.options;
  const revision = await dataRevision(task, { registry, openRepository: context.loads.repository });
  const current = { ...metadata, dataset: { ...metadata.dataset, revision } };
  const own = context.results.get(metadata.name);
  if (own) return { ...planResumption(current, wanted, { existing: own, strategy: "only-missing" }), revision };
  const { overwriteStrategy = "only-missing" } = context.options;
  // As in the reference, the mean may be taken anew: its components are what has to be in the cache.
  const strategy = isAggregateTask(task) && overwriteStrategy === "only-cache" ? "only-missing" : overwriteStrategy;
  const existing = await earlierResult(metadata.name, revision, context);
  return { ...planResumption(current, wanted, { existing, strategy }), revision };
}

async function earlierResult(task: string, revision: string, context: RunContext): Promise<TaskResult | null> {
  const { outputFolder, overwriteStrategy = "only-missing" } = context.options;
  if (outputFolder === null || overwriteStrategy === "always") return null;
  const found = await findTaskResult(outputFolder, context.model, task);
  const reason = found && (await whyOutdated(found, { revision, session: context.session }));
  if (!reason) return found;
  if (overwriteStrategy !== "only-missing") {
    throw new MiebError(
      "USAGE_INVALID_ARGUMENT",
      `Strategy "${overwriteStrategy}" keeps ${task} from running, but its result does not stand: ${reason}.`,
      { hint: "Use --overwrite-strategy only-missing to evaluate it again." },
    );
  }
  context.emit({ type: "warning", task, message: `The result there is not used: ${reason}.` });
  return null;
}
