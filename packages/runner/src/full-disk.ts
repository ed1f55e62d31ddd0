import { MiebError, toMiebError } from "@mieb/core";

/** A folder that a run writes to. */
export interface WrittenFolder {
  /** What lies in it: `embedding store`, `results` … */
  readonly name: string;
  readonly path: string;
  /** Flag that chooses another one. */
  readonly flag: string;
}

/** The coded error for anything thrown while writing: a full disk is told with the folder that lies on it. */
export function writingFailure(error: unknown, { name, path, flag }: WrittenFolder): MiebError {
  const coded = toMiebError(error);
  if (coded.code !== "ENVIRONMENT_DISK_FULL") return coded;
  return new MiebError("ENVIRONMENT_DISK_FULL", `No space left for the ${name} in ${path}.`, {
    hint: `Free some space there or choose another disk with ${flag}, then run the same command again; finished work is kept.`,
    cause: error,
  });
}
