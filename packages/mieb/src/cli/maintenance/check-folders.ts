import { constants } from "node:fs";
import { access, lstat, readdir, statfs } from "node:fs/promises";
import { dirname, join } from "node:path";
import { hubSettings } from "@mieb/datasets";
import prettyBytes from "pretty-bytes";
import type { Check } from "./doctor.ts";

const littleSpace = 2 * 2 ** 30;

/** Cache folders: size, whether they can be written, room on their disk. */
export async function checkFolders(cacheFolder: string): Promise<readonly Check[]> {
  return [await checkFolder("embedding store", cacheFolder), await checkFolder("hub cache", hubSettings().cacheFolder)];
}

async function checkFolder(name: string, folder: string): Promise<Check> {
  const existing = await nearestExisting(folder);
  try {
    await access(existing, constants.W_OK);
  } catch {
    const hint = "Choose another: MIEB_CACHE for embeddings, HF_HOME for the hub.";
    return { name, status: "fail", detail: `${folder} cannot be written`, hint };
  }
  const { bavail, bsize } = await statfs(existing);
  const free = bavail * bsize;
  const size = existing === folder ? prettyBytes(await sizeOf(folder)) : "not created yet";
  const detail = `${folder}: ${size}, ${prettyBytes(free)} free`;
  if (free >= littleSpace) return { name, status: "ok", detail };
  return { name, status: "warn", detail, hint: "Data sets may need more; `mieb cache prune` frees embeddings." };
}

async function nearestExisting(folder: string): Promise<string> {
  try {
    await access(folder);
    return folder;
  } catch {
    return nearestExisting(dirname(folder));
  }
}

/** Bytes of all files below; links count as links, for the hub's snapshots point into its blobs. */
async function sizeOf(folder: string): Promise<number> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile());
  const sizes = await Promise.all(
    files.map(async ({ parentPath, name }) => (await lstat(join(parentPath, name))).size),
  );
  return sizes.reduce((sum, size) => sum + size, 0);
}
