import { createHash } from "node:crypto";
import { readdir, readFile, stat } from "node:fs/promises";
import { join } from "node:path";

/** A file as a hub lists it. */
export interface ServedFile {
  readonly path: string;
  readonly size: number;
  /** Git object's SHA-1 of a small file; for LFS files of the pointer, here the first 40 digits of the SHA-256. */
  readonly oid: string;
  /** SHA-256, for the kinds of files that a hub keeps in LFS. */
  readonly lfsOid: string | undefined;
  readonly localPath: string;
}

/** A repository of the served folder. */
export interface ServedRepository {
  /** Hash of all content, 40 hexadecimal digits. */
  readonly commit: string;
  /** Sorted by path. */
  readonly files: readonly ServedFile[];
}

/** Reads `<root>/<models|datasets>/<owner>/<name>`; undefined when there is no such folder. */
export async function servedRepository(
  root: string,
  kind: string,
  name: string,
): Promise<ServedRepository | undefined> {
  const folder = join(root, kind, ...name.split("/"));
  const about = await stat(folder).catch(() => undefined);
  if (!about?.isDirectory()) return undefined;
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const paths = entries.filter((entry) => !entry.isDirectory()).map((entry) => join(entry.parentPath, entry.name));
  const files = await Promise.all(paths.map((path) => servedFile(folder, path)));
  files.sort((a, b) => (a.path < b.path ? -1 : 1));
  const content = files.map(({ path, oid }) => `${oid} ${path}\n`).join("");
  return { commit: createHash("sha1").update(content).digest("hex"), files };
}

async function servedFile(folder: string, localPath: string): Promise<ServedFile> {
  const content = await readFile(localPath);
  const path = localPath.slice(folder.length + 1).replaceAll("\\", "/");
  const sha256 = createHash("sha256").update(content).digest("hex");
  const isLfs = /\.(parquet|onnx|safetensors|arrow|bin)$/.test(path);
  const gitSha1 = createHash("sha1").update(`blob ${content.length}\0`).update(content).digest("hex");
  return {
    path,
    size: content.length,
    oid: isLfs ? sha256.slice(0, 40) : gitSha1,
    lfsOid: isLfs ? sha256 : undefined,
    localPath,
  };
}
