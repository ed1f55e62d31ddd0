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

/**
 * Writes results with the model's description and the run's settings beside them. Gives the result's file; null when
 * nothing is written. Not to be called concurrently.
 */
export function resultWriter(place: ResultPlace): (result: TaskResult) => Promise<string | null> {
  const { options, model, session } = place;
  const folder = options.outputFolder;
  let described: number | null | undefined;

  async function describeModel(output: string): Promise<void> {
    const embedDimension = model.embedDimension ?? session.dimension;
    if (described === embedDimension) return;
    await writeModelMeta(output, { ...model, embedDimension });
    described = embedDimension;
  }

  return async (result) => {
    if (folder === null) return null;
    try {
      const [file] = await Promise.all([
        writeTaskResult(folder, model, result),
        describeModel(folder),
        runSettings(place).then((settings) => writeRunSettings(folder, model, { ...settings, result })),
      ]);
      return file;
    } catch (error) {
      throw writingFailure(error, { name: "results", path: folder, flag: "--output-folder" });
    }
  };
}
