import { existsSync } from "node:fs";
import { dirname, join, resolve } from "node:path";

/**
 * Folder with the reference's data (datasets in miniature, expected scores), or undefined where it is absent:
 * `$MIEB_SHARED`, else `shared` beside the repository root that holds `directory`.
 */
export function sharedFolder(directory: string = process.cwd()): string | undefined {
  const named = process.env["MIEB_SHARED"];
  const folder = named ? resolve(named) : join(repositoryRoot(directory), "..", "shared");
  return existsSync(join(folder, "golden")) ? folder : undefined;
}

/** Why a test that needs {@link sharedFolder} skips. */
export const sharedFolderMissing = "needs the reference's data: ../shared beside the repository, or MIEB_SHARED";

function repositoryRoot(directory: string): string {
  const parent = dirname(directory);
  return existsSync(join(directory, "pnpm-workspace.yaml")) || parent === directory
    ? directory
    : repositoryRoot(parent);
}
