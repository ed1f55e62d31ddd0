import { existsSync, readFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { MiebError } from "@mieb/core";

/** A package.json, as far as discovery reads it. */
export interface PackageManifest {
  readonly name?: string;
  readonly mieb?: unknown;
  readonly exports?: unknown;
  readonly main?: string;
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly optionalDependencies?: Readonly<Record<string, string>>;
  readonly devDependencies?: Readonly<Record<string, string>>;
}

/** A folder with a package.json. */
export interface PackageFolder {
  readonly folder: string;
  readonly manifest: PackageManifest;
}

/**
 * The directory the user called from. npm changes into the package before it runs a script and leaves the first
 * directory in INIT_CWD; a script that changes directory itself is taken at its word.
 */
export function callerDirectory(environment: NodeJS.ProcessEnv = process.env, current: string = process.cwd()): string {
  const { INIT_CWD: initial, npm_package_json: manifest } = environment;
  const movedByNpm = manifest === undefined || dirname(manifest) === current;
  return initial && movedByNpm ? initial : current;
}

/** The package.json of `directory` or of the nearest folder above it. */
export function nearestPackage(directory: string): PackageFolder | undefined {
  for (const folder of foldersUpwards(directory)) {
    if (existsSync(join(folder, "package.json"))) return readPackage(folder);
  }
  return undefined;
}

/** The installed package `name`, as Node finds it from `folder`; undefined when it is not installed. */
export function installedPackage(name: string, folder: string): PackageFolder | undefined {
  for (const parent of foldersUpwards(folder)) {
    const candidate = join(parent, "node_modules", name);
    if (existsSync(join(candidate, "package.json"))) return readPackage(candidate);
  }
  return undefined;
}

function readPackage(folder: string): PackageFolder {
  const file = join(folder, "package.json");
  try {
    return { folder, manifest: JSON.parse(readFileSync(file, "utf8")) as PackageManifest };
  } catch (cause) {
    throw new MiebError("CONFIG_INVALID", `${file} is not readable as JSON: ${(cause as Error).message}`, { cause });
  }
}

function* foldersUpwards(directory: string): Generator<string> {
  let folder = resolve(directory);
  for (; folder !== dirname(folder); folder = dirname(folder)) yield folder;
  yield folder;
}
