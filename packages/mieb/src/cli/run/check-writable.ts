import { constants } from "node:fs";
import { access, stat } from "node:fs/promises";
import { dirname, resolve } from "node:path";
import { MiebError } from "@mieb/core";
import { defaultCacheFolder } from "@mieb/runner";
import type { RunFlags } from "./run-flags.ts";

/**
 * Refuses folders that the run could not write to, before it begins; creates nothing.
 * @throws MiebError `USAGE_INVALID_ARGUMENT`, naming flag, folder and reason
 */
export async function checkWritable({ outputFolder, predictionFolder, cacheFolder }: RunFlags): Promise<void> {
  await checkFolder("--output-folder", outputFolder);
  if (predictionFolder !== undefined) await checkFolder("--prediction-folder", predictionFolder);
  await checkFolder("--cache-folder", cacheFolder ?? defaultCacheFolder());
}

async function checkFolder(flag: string, folder: string): Promise<void> {
  const reason = await whyNotWritable(resolve(folder));
  if (reason === undefined) return;
  throw new MiebError("USAGE_INVALID_ARGUMENT", `${flag}: ${resolve(folder)} cannot be written: ${reason}.`, {
    hint: `Give another folder with ${flag}, or make this one writable.`,
  });
}

/** The folder itself if it exists, else the nearest one above it that does, decides. */
async function whyNotWritable(path: string): Promise<string | undefined> {
  try {
    if (!(await stat(path)).isDirectory()) return `${path} is a file (ENOTDIR)`;
    await access(path, constants.W_OK | constants.X_OK);
    return undefined;
  } catch (error) {
    const { code = "" } = error as NodeJS.ErrnoException;
    if (["ENOENT", "ENOTDIR"].includes(code) && dirname(path) !== path) return whyNotWritable(dirname(path));
    return code === "EROFS" ? `${path} is on a read-only file system (EROFS)` : `no permission for ${path} (${code})`;
  }
}
