import { openColumnFile, type ColumnFile } from "./column-file.ts";
import { fileCaches } from "./file-caches.ts";

/** Opens all files of a model, or none: a file that cannot be opened closes the others. */
export async function openFiles(paths: readonly string[]): Promise<readonly ColumnFile[]> {
  const caches = fileCaches();
  const files: ColumnFile[] = [];
  try {
    for (const path of paths) files.push(await openColumnFile(path, caches));
    return files;
  } catch (error) {
    await closeFiles(files);
    throw error;
  }
}

export async function closeFiles(files: readonly ColumnFile[]): Promise<void> {
  await Promise.all(files.map((file) => file.close?.()));
}
