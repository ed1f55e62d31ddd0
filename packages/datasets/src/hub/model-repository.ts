import { readFile } from "node:fs/promises";
import { MiebError, type ModelRepository } from "@mieb/core";
import type { RepositoryFiles } from "./repository-files.ts";

/** A repository's files behind the contract that model families use. */
export function modelRepository(repository: RepositoryFiles): ModelRepository {
  const readText = async (file: string): Promise<string> => readFile(await repository.localPath(file), "utf8");
  return {
    name: repository.name,
    revision: repository.revision,
    ...(repository.folder !== undefined && { folder: repository.folder }),
    files: repository.files.map(({ path }) => path),
    localPath: (file) => repository.localPath(file),
    contentId: (file) => repository.contentId(file),
    readText,
    async readJson(file) {
      const text = await readText(file);
      try {
        return JSON.parse(text) as unknown;
      } catch (cause) {
        throw new MiebError("MODEL_FILES_MISSING", `${file} of model ${repository.name} is not valid JSON.`, {
          hint: await repository.remedy(file),
          cause,
        });
      }
    },
  };
}
