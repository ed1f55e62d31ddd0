import type { TaskResult } from "@mieb/core";
import { writeModelMeta, writeRunSettings, writeTaskResult } from "@mieb/results";
import { writingFailure } from "../full-disk.ts";
import { runSettings } from "./provenance.ts";
import type { RunContext } from "./run-context.ts";

/** Writes a result with the model's description and the run's settings beside it. Returns its file; null when nothing is written. */
export async function saveResult(result: TaskResult, context: RunContext): Promise<string | null> {
  const { options, model, session, results } = context;
  results.set(result.task_name, result);
  const folder = options.outputFolder;
  if (folder === null) return null;
  try {
    const [file] = await Promise.all([
      writeTaskResult(folder, model, result),
      writeModelMeta(folder, { ...model, embedDimension: model.embedDimension ?? session.dimension }),
      writeRunSettings(folder, model, { ...runSettings(context), result }),
    ]);
    return file;
  } catch (error) {
    throw writingFailure(error, { name: "results", path: folder, flag: "--output-folder" });
  }
}
