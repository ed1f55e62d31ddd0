import { readdir, stat } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import { MiebError } from "@mieb/core";

/** What a reference `vectors:PATH` names. */
export interface FoundFiles {
  /** Name of the file or folder without its extension. */
  readonly stem: string;
  /** Files of vectors, by name. */
  readonly files: readonly string[];
  /** All files that change what the model is: the vectors, and the keys beside .npy files. */
  readonly contents: readonly string[];
  /** Where its settings lie if there are any. */
  readonly settings: string;
}

const ofVectors = /(?<!\.keys)\.(parquet|pq|arrow|feather|npy)$/i;
const ofKeys = /\.keys\.(txt|parquet|arrow)$/i;

/**
 * Files of a reference: the one named, with its settings in `NAME.json` beside it, or all of a folder, with `model.json`.
 * @throws MiebError `MODEL_NOT_FOUND`, `MODEL_FILES_MISSING`
 */
export async function findFiles(reference: string): Promise<FoundFiles> {
  const path = reference.replace(/^vectors:/i, "");
  const found = await stat(path).catch(() => undefined);
  if (!found) {
    throw new MiebError("MODEL_NOT_FOUND", `${reference}: there is no file or folder ${path}.`, {
      hint: "Name a .parquet, .arrow or .npy file of vectors, or a folder of them: -m vectors:./my-vectors.parquet",
    });
  }
  return found.isDirectory() ? filesOfFolder(path) : filesOfFile(path);
}

async function filesOfFolder(folder: string): Promise<FoundFiles> {
  const names = (await readdir(folder)).filter((name) => !name.startsWith(".")).toSorted();
  const files = names.filter((name) => ofVectors.test(name)).map((name) => join(folder, name));
  const keys = names.filter((name) => ofKeys.test(name)).map((name) => join(folder, name));
  if (files.length === 0) {
    throw new MiebError("MODEL_FILES_MISSING", `${folder} has no file of vectors; it has ${listOf(names)}.`, {
      hint: "Expected are .parquet, .arrow, .feather or .npy files.",
    });
  }
  return { stem: stemOf(folder), files, contents: [...files, ...keys], settings: join(folder, "model.json") };
}

async function filesOfFile(file: string): Promise<FoundFiles> {
  if (!ofVectors.test(file)) {
    throw new MiebError("MODEL_INVALID_FILE", `${file} has no extension of a file of vectors.`, {
      hint: "Expected are .parquet, .arrow, .feather or .npy files.",
    });
  }
  const stem = stemOf(file);
  const beside = (await readdir(dirname(file))).filter((name) => ofKeys.test(name) && name.startsWith(`${stem}.keys.`));
  const contents = [file, ...beside.toSorted().map((name) => join(dirname(file), name))];
  return { stem, files: [file], contents, settings: join(dirname(file), `${stem}.json`) };
}

function stemOf(path: string): string {
  return basename(path).replace(ofVectors, "");
}

function listOf(names: readonly string[]): string {
  return names.slice(0, 8).join(", ") || "no files";
}
