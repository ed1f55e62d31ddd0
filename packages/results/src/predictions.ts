import { mkdir, readFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { isDeepStrictEqual } from "node:util";
import writeFileAtomic from "write-file-atomic";
import { modelFolder, type ModelIdentity } from "./result-path.ts";
import type { Evaluation } from "./resume.ts";

export interface PredictionTarget extends Evaluation {
  readonly task: string;
  readonly model: ModelIdentity;
}

/**
 * Adds one subset's predictions to the task's prediction file, in the reference's layout, and returns the file.
 *
 * The reference's file `<folder>/<Task>_predictions.json` holds one model. Once it belongs to another model or revision,
 * and for variants of a model, the file lies in a folder of the model's own, as results do:
 * `<folder>/<owner>__<name>/<revision>/<Task>_predictions.json`.
 */
export async function writePredictions(
  folder: string,
  target: PredictionTarget,
  predictions: unknown,
): Promise<string> {
  const { file, content } = await predictionFile(folder, target);
  const before = { mteb_model_meta: metaOf(target), ...content };
  const added = { ...before, [target.subset]: { ...content?.[target.subset], [target.split]: predictions } };
  await mkdir(dirname(file), { recursive: true });
  await writeFileAtomic(file, JSON.stringify(added));
  return file;
}

/** Whether the model's predictions of one subset are in the folder already. */
export async function hasPredictions(folder: string, target: PredictionTarget): Promise<boolean> {
  const { content } = await predictionFile(folder, target);
  return content?.[target.subset]?.[target.split] !== undefined;
}

type PredictionContent = Readonly<Record<string, Readonly<Record<string, unknown>>>>;

interface PredictionFile {
  readonly file: string;
  /** Null when there is no such file yet. */
  readonly content: PredictionContent | null;
}

async function predictionFile(folder: string, target: PredictionTarget): Promise<PredictionFile> {
  const name = `${target.task}_predictions.json`;
  const own = join(modelFolder(folder, target.model), name);
  if (target.model.experiment !== undefined) return { file: own, content: await readContent(own) };
  const shared = join(folder, name);
  const content = await readContent(shared);
  const isOurs = content === null || isDeepStrictEqual(content["mteb_model_meta"], metaOf(target));
  return isOurs ? { file: shared, content } : { file: own, content: await readContent(own) };
}

function metaOf({ model: { name, revision } }: PredictionTarget): object {
  return { model_name: name, revision };
}

async function readContent(file: string): Promise<PredictionContent | null> {
  try {
    return JSON.parse(await readFile(file, "utf8")) as PredictionContent;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return null;
    throw error;
  }
}
