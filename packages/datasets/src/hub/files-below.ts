import { readdir, stat } from "node:fs/promises";
import { join } from "node:path";

/** A file of a folder. */
export interface FoundFile {
  /** Relative, with forward slashes. */
  readonly path: string;
  readonly size: number;
}

/** All files below a folder, links followed, hidden folders left out, sorted by path; empty when there is no such folder. */
export async function filesBelow(folder: string, prefix = ""): Promise<readonly FoundFile[]> {
  const entries = await readdir(join(folder, prefix)).catch(() => []);
  const found = await Promise.all(
    entries.map(async (name): Promise<readonly FoundFile[]> => {
      const path = prefix === "" ? name : `${prefix}/${name}`;
      const about = await stat(join(folder, path)).catch(() => undefined);
      if (about?.isDirectory()) return name.startsWith(".") ? [] : filesBelow(folder, path);
      return about ? [{ path, size: about.size }] : [];
    }),
  );
  return found.flat().toSorted((a, b) => (a.path < b.path ? -1 : 1));
}
