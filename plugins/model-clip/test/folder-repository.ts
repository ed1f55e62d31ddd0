import { createHash } from "node:crypto";
import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import type { ModelRepository } from "@mieb/core";

/** A model repository in a folder, small enough to be read whole. */
export function folderRepository(folder: string, name = "mieb-fixtures/tiny-clip"): ModelRepository {
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  const read = (file: string): Buffer => readFileSync(join(folder, file));
  return {
    name,
    revision: "local",
    files: entries.map((entry) =>
      join(entry.parentPath, entry.name)
        .slice(folder.length + 1)
        .replaceAll("\\", "/"),
    ),
    localPath: async (file) => join(folder, file),
    readText: async (file) => read(file).toString("utf8"),
    readJson: async (file) => JSON.parse(read(file).toString("utf8")) as unknown,
    contentId: async (file) => createHash("sha256").update(read(file)).digest("hex"),
  };
}
