import { createHash } from "node:crypto";
import { stat } from "node:fs/promises";
import { join } from "node:path";
import type { FoundFile } from "./files-below.ts";
import { sha256OfFile } from "./verify-content.ts";

/**
 * What stands for a commit where a repository is a folder: `local-` and 12 hexadecimal digits of a hash over the paths
 * and contents of its files. The same content gives the same revision on any machine; hidden files do not count.
 */
export async function folderRevision(folder: string, files: readonly FoundFile[]): Promise<string> {
  const hash = createHash("sha256");
  for (const { path } of files) {
    if (path.split("/").at(-1)?.startsWith(".")) continue;
    hash.update(`${path}\0${await contentOfFile(join(folder, path))}\n`);
  }
  return `local-${hash.digest("hex").slice(0, 12)}`;
}

const contents = new Map<string, Promise<string>>();

/** SHA-256 of a file, in hexadecimal; a file that has not changed since is not read again by this process. */
export async function contentOfFile(file: string): Promise<string> {
  const { size, mtimeMs, ctimeMs, ino } = await stat(file);
  const state = JSON.stringify([file, size, mtimeMs, ctimeMs, ino]);
  const known = contents.get(state);
  if (known) return known;
  const content = sha256OfFile(file);
  contents.set(state, content);
  return content;
}
