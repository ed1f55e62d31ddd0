import type { ModelMetadata, TaskResult } from "@mieb/core";
import { writeModelMeta, writeRunSettings, writeTaskResult } from "@mieb/results";
import { writingFailure } from "../full-disk.ts";
import { runSettings } from "./provenance.ts";
import type { ModelSession } from "../encode/model-session.ts";
import type { RunOptions } from "../run-options.ts";

export interface ResultPlace {
  readonly options: RunOptions;
  readonly model: ModelMetadata;
  readonly session: ModelSession;
  readonly batchSize: number;
}

/** Writes a result with the model's description and the run's settings beside it. Returns its file; null when nothing is written. */
export async function saveResult(result: TaskResult, place: ResultPlace): Promise<string | null> {
  const { options, model, session } = place;
  const folder = options.outputFolder;
  if (folder === null) return null;
  try {
    const [file] = await Promise.all([
      writeTaskResult(folder, model, result),
      writeModelMeta(folder, { ...model, embedDimension: model.embedDimension ?? session.dimension }),
      writeRunSettings(folder, model, { ...runSettings(place), result }),
    ]);
    return file;
  } catch (error) {
    throw writingFailure(error, { name: "results", path: folder, flag: "--output-folder" });
  }
}
