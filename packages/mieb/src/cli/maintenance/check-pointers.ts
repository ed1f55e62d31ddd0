import { open } from "node:fs/promises";
import { join } from "node:path";
import type { Model, ModelRepository } from "@mieb/core";
import { externalDataFiles } from "@mieb/onnx";
import type { Check } from "./doctor.ts";

const pointerHead = "version https://git-lfs.github.com/spec/v1";

/** Files that a model would read from a folder and that `git clone` left as pointers, since Git LFS was not there to fetch them. */
export async function checkPointers(
  model: Model,
  repository: ModelRepository,
  dtype: string,
): Promise<readonly Check[]> {
  const { folder, files } = repository;
  if (folder === undefined) return [];
  const read = (model.neededFiles?.(dtype) ?? [])
    .flatMap(({ anyOf }) => anyOf.find((file) => files.includes(file)) ?? [])
    .flatMap((file) => [file, ...externalDataFiles(repository, file)]);
  const pointers = await Promise.all(read.map(async (file) => ((await isPointer(join(folder, file))) ? [file] : [])));
  return pointers.flat().map((file) => ({
    name: "file",
    status: "fail",
    detail: `${file} is a Git LFS pointer, not the file itself`,
    hint: "Fetch what the pointers stand for:",
    commands: [`git -C ${folder} lfs pull`],
    exitCode: 2,
  }));
}

async function isPointer(path: string): Promise<boolean> {
  await using file = await open(path);
  const { buffer, bytesRead } = await file.read(Buffer.alloc(pointerHead.length), 0, pointerHead.length, 0);
  return buffer.toString("latin1", 0, bytesRead) === pointerHead;
}
