import type { ModelRepository } from "@mieb/core";

/**
 * A folder of a repository as a repository of its own, as if what lies at the root but not in the folder lay there too;
 * the repository itself for the folder `""`.
 */
export function repositoryFolder(repository: ModelRepository, folder: string): ModelRepository {
  if (folder === "") return repository;
  const prefix = `${folder.replace(/\/$/, "")}/`;
  const own = new Set(
    repository.files.filter((file) => file.startsWith(prefix)).map((file) => file.slice(prefix.length)),
  );
  const path = (file: string): string => (own.has(file) ? prefix + file : file);
  return {
    name: repository.name,
    revision: repository.revision,
    ...(repository.original !== undefined && { original: repository.original }),
    files: [...new Set([...own, ...repository.files])],
    localPath: (file) => repository.localPath(path(file)),
    readText: (file) => repository.readText(path(file)),
    readJson: (file) => repository.readJson(path(file)),
    contentId: (file) => repository.contentId(path(file)),
  };
}
