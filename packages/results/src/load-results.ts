import { readdir } from "node:fs/promises";
import { basename, join, relative, sep } from "node:path";
import { isMiebError, type MiebError, type TaskResult } from "@mieb/core";
import { readTaskResult } from "./result-files.ts";

/** One result file, with the model its folders name. */
export interface StoredResult {
  /** `owner/name`. */
  readonly model: string;
  readonly revision: string;
  /** Name of the experiment folder; null for the plain model. */
  readonly experiment: string | null;
  readonly file: string;
  readonly result: TaskResult;
}

export interface LoadedResults {
  /** Sorted by path. */
  readonly results: readonly StoredResult[];
  /** Files that look like results but cannot be read. */
  readonly invalid: readonly MiebError[];
}

/**
 * All result files of a results folder (`<model>/<revision>/<Task>.json`, experiments below). A folder that does not exist
 * has no results; a broken file is listed and does not hide the others.
 */
export async function loadResults(folder: string): Promise<LoadedResults> {
  const results: StoredResult[] = [];
  const invalid: MiebError[] = [];
  for (const file of await resultFiles(folder)) {
    try {
      results.push({ ...ownerOf(relative(folder, file).split(sep)), file, result: await readTaskResult(file) });
    } catch (error) {
      if (!isMiebError(error)) throw error;
      invalid.push(error);
    }
  }
  return { results, invalid };
}

async function resultFiles(folder: string): Promise<readonly string[]> {
  const entries = await readdir(folder, { recursive: true }).catch((error: NodeJS.ErrnoException) => {
    if (error.code === "ENOENT") return [];
    throw error;
  });
  return entries
    .filter((entry) => /^[^/\\]+[/\\][^/\\]+[/\\](experiments[/\\][^/\\]+[/\\])?[^/\\]+\.json$/.test(entry))
    .filter((entry) => basename(entry) !== "model_meta.json")
    .toSorted()
    .map((entry) => join(folder, entry));
}

function ownerOf(path: readonly string[]): Pick<StoredResult, "model" | "revision" | "experiment"> {
  const [model = "", revision = "", , experiment] = path;
  return { model: model.replace("__", "/"), revision, experiment: path.length > 3 ? (experiment ?? null) : null };
}
