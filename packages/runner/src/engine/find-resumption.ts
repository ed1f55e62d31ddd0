import type { TaskMetadata } from "@mieb/core";
import { findTaskResult, planResumption, type Evaluation, type Resumption } from "@mieb/results";
import type { RunContext } from "./run-context.ts";

/** What is left to do for a task, after what this run or an earlier one has written. */
export async function findResumption(
  task: TaskMetadata,
  wanted: readonly Evaluation[],
  { results, options, model }: RunContext,
): Promise<Resumption> {
  const own = results.get(task.name);
  if (own) return planResumption(task, wanted, { existing: own, strategy: "only-missing" });
  const strategy = options.overwriteStrategy ?? "only-missing";
  const readsFile = options.outputFolder !== null && strategy !== "always";
  const existing = readsFile ? await findTaskResult(options.outputFolder, model, task.name) : null;
  return planResumption(task, wanted, { existing, strategy });
}
