import { readdir, stat } from "node:fs/promises";
import { join } from "node:path";

/** A file of a folder. */
export interface FoundFile {
  /** Relative, with forward slashes. */
  readonly path: string;
  readonly size: number;
}

/**
 * All files below a folder, sorted by path; empty when there is no such folder. Left out: hidden folders, `node_modules`,
 * and links to folders, which may lead anywhere. Links to files count, for a hub's snapshot is made of them.
 */
export async function filesBelow(folder: string, prefix = ""): Promise<readonly FoundFile[]> {
  const entries = await readdir(join(folder, prefix), { withFileTypes: true }).catch(() => []);
  const found = await Promise.all(
    entries.map(async (entry): Promise<readonly FoundFile[]> => {
      const path = prefix === "" ? entry.name : `${prefix}/${entry.name}`;
      if (entry.isDirectory()) return isSkipped(entry.name) ? [] : filesBelow(folder, path);
      const about = await stat(join(folder, path)).catch(() => undefined);
      return about?.isFile() ? [{ path, size: about.size }] : [];
    }),
  );
  return found.flat().toSorted((a, b) => (a.path < b.path ? -1 : 1));
}

function isSkipped(folderName: string): boolean {
  return folderName.startsWith(".") || folderName === "node_modules";
}
