import type { TaskResult } from "@mieb/core";
import { writeModelMeta, writeRunSettings, writeTaskResult } from "@mieb/results";
import { runSettings } from "./provenance.ts";
import type { RunContext } from "./run-context.ts";

/** Writes a result with the model's description and the run's settings beside it. Returns its file; null when nothing is written. */
export async function saveResult(result: TaskResult, context: RunContext): Promise<string | null> {
  const { options, model, session, results } = context;
  results.set(result.task_name, result);
  if (options.outputFolder === null) return null;
  await writeModelMeta(options.outputFolder, { ...model, embedDimension: model.embedDimension ?? session.dimension });
  const file = await writeTaskResult(options.outputFolder, model, result);
  await writeRunSettings(options.outputFolder, model, { ...runSettings(context), result });
  return file;
}
