import type { ModelRepository } from "@mieb/core";

/** A model repository of these files, by name with their text. */
export function repositoryOf(files: Readonly<Record<string, string>>): ModelRepository {
  const text = (file: string): string => files[file] ?? "";
  return {
    name: "owner/model",
    revision: "local",
    files: Object.keys(files),
    localPath: async (file) => file,
    readText: async (file) => text(file),
    readJson: async (file) => JSON.parse(text(file)) as unknown,
    contentId: async (file) => text(file),
  };
}
