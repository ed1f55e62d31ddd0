import { statSync } from "node:fs";
import { join } from "node:path";
import { MiebError } from "@mieb/core";

type Environment = Readonly<Record<string, string | undefined>>;

const isWindows = process.platform === "win32";

/**
 * The interpreter to start: `?python=…` of the reference, `MIEB_PYTHON`, the active virtual environment (`VIRTUAL_ENV`), the
 * active conda environment (`CONDA_PREFIX`), else `python3` on the path (`python` on Windows). A folder stands for the virtual
 * environment in it.
 * @throws MiebError `ENVIRONMENT_MISSING_ENGINE` for a path that does not exist, saying where it was named
 */
export function findPython(setting: string | undefined, environment: Environment): string {
  const named = [
    ["?python", setting],
    ["MIEB_PYTHON", environment["MIEB_PYTHON"]],
    ["VIRTUAL_ENV", environment["VIRTUAL_ENV"]],
    ["CONDA_PREFIX", environment["CONDA_PREFIX"]],
  ] as const;
  const [from, path] = named.find(([, value]) => value?.trim()) ?? [];
  if (path === undefined) return isWindows ? "python" : "python3";
  // A bare word is looked for on the path when it is started.
  if (!/[/\\]/.test(path) && !isFolder(path)) return path;
  const candidates = isFolder(path) ? executablesOf(path) : [path];
  const found = candidates.find(isFile);
  if (found !== undefined) return found;
  throw new MiebError("ENVIRONMENT_MISSING_ENGINE", `${from} names ${path}, where there is no Python.`, {
    hint: "Name an interpreter or the folder of a virtual environment.",
  });
}

function executablesOf(folder: string): readonly string[] {
  return isWindows
    ? [join(folder, "Scripts", "python.exe"), join(folder, "python.exe")]
    : [join(folder, "bin", "python"), join(folder, "bin", "python3")];
}

function isFolder(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isDirectory() ?? false;
}

function isFile(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isFile() ?? false;
}
