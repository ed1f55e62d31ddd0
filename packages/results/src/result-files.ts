import { existsSync } from "node:fs";
import { mkdir, readFile } from "node:fs/promises";
import { dirname } from "node:path";
import type { TaskResult } from "@mieb/core";
import writeFileAtomic from "write-file-atomic";
import { resultPath, type ModelIdentity } from "./result-path.ts";
import { parseTaskResult, serializeTaskResult } from "./task-result-json.ts";

/**
 * Reads one result file, ours or the reference's.
 * @throws MiebError `RESULT_INVALID`; the file system's own error when it cannot be read
 */
export async function readTaskResult(file: string): Promise<TaskResult> {
  return parseTaskResult(await readFile(file, "utf8"), file);
}

/** The result of a task in a results folder; null when there is no file. */
export async function findTaskResult(folder: string, model: ModelIdentity, task: string): Promise<TaskResult | null> {
  const file = resultPath(folder, model, task);
  if (!existsSync(file)) return null;
  try {
    return await readTaskResult(file);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return null;
    throw error;
  }
}

/** Writes a result file beside its final place and renames it, so that readers never see half of it. Returns its path. */
export async function writeTaskResult(folder: string, model: ModelIdentity, result: TaskResult): Promise<string> {
  const file = resultPath(folder, model, result.task_name);
  await mkdir(dirname(file), { recursive: true });
  await writeFileAtomic(file, serializeTaskResult(result));
  return file;
}
