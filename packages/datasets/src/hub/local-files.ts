import { basename, join, resolve } from "node:path";
import { MiebError } from "@mieb/core";
import { filesBelow } from "./files-below.ts";
import { contentOfFile, folderRevision } from "./folder-revision.ts";
import type { RepositoryFiles } from "./repository-files.ts";

/**
 * A folder as a repository, its revision told by its content. `name` is what the user called it; a model is named after its
 * folder, since results are filed under that name.
 */
export async function localFiles(kind: "dataset" | "model", name: string, folder: string): Promise<RepositoryFiles> {
  const files = await filesBelow(folder);
  const codePrefix = kind === "dataset" ? "DATASET_REPOSITORY" : "MODEL";
  if (files.length === 0) {
    throw new MiebError(
      `${codePrefix}_NOT_FOUND`,
      `The ${kind} folder ${folder} does not exist, is empty, or is no folder.`,
      {
        hint: "Check the path; a repository of the hub is written owner/name, without a dot or a slash before it.",
      },
    );
  }
  const paths = new Set(files.map(({ path }) => path));
  const pathOf = (file: string): string => {
    if (paths.has(file)) return join(folder, file);
    const code = kind === "dataset" ? "DATASET_REPOSITORY_NOT_FOUND" : "MODEL_FILES_MISSING";
    throw new MiebError(code, `The ${kind} folder ${folder} has no file ${file}.`, {
      hint: "Put the file there, or name another folder.",
    });
  };
  return {
    kind,
    name: kind === "model" ? basename(resolve(folder)) : name,
    revision: await folderRevision(folder, files),
    folder,
    files,
    isComplete: true,
    localPath: async (file) => pathOf(file),
    contentId: async (file) => contentOfFile(pathOf(file)),
    remedy: async (file) => `Replace ${join(folder, file)} by an intact copy.`,
  };
}
