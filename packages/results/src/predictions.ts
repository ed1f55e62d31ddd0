import { mkdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { isDeepStrictEqual } from "node:util";
import writeFileAtomic from "write-file-atomic";
import type { ModelIdentity } from "./result-path.ts";
import type { Evaluation } from "./resume.ts";

export interface PredictionTarget extends Evaluation {
  readonly task: string;
  readonly model: ModelIdentity;
}

/**
 * Adds one subset's predictions to `<folder>/<Task>_predictions.json`, in the reference's layout; predictions of another
 * model in that file are replaced. Returns the file.
 */
export async function writePredictions(
  folder: string,
  target: PredictionTarget,
  predictions: unknown,
): Promise<string> {
  const file = join(folder, `${target.task}_predictions.json`);
  const mteb_model_meta = { model_name: target.model.name, revision: target.model.revision };
  const found = await readExisting(file);
  const before: PredictionFile = isDeepStrictEqual(found["mteb_model_meta"], mteb_model_meta)
    ? found
    : { mteb_model_meta };
  const content = { ...before, [target.subset]: { ...before[target.subset], [target.split]: predictions } };
  await mkdir(folder, { recursive: true });
  await writeFileAtomic(file, JSON.stringify(content));
  return file;
}

type PredictionFile = Readonly<Record<string, Readonly<Record<string, unknown>>>>;

async function readExisting(file: string): Promise<PredictionFile> {
  try {
    return JSON.parse(await readFile(file, "utf8")) as PredictionFile;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return {};
    throw error;
  }
}
