import { createHash } from "node:crypto";
import type { ModelRepository } from "@mieb/core";

/** Raised whenever decoding, preprocessing or tokenising here would give other numbers for the same files. */
export const PREPROCESSING_VERSION = 1;

export interface FingerprintParts {
  readonly repository: ModelRepository;
  /** Every file whose content changes the vectors: graphs, their external data, processor and tokenizer files. */
  readonly files: readonly string[];
  /** Everything else that does: dtype, outputs, defaults of the family. Must survive JSON. */
  readonly settings: unknown;
}

/** SHA-256, in hexadecimal, of all that changes a model's vectors besides its input. Downloads nothing. */
export async function modelFingerprint({ repository, files, settings }: FingerprintParts): Promise<string> {
  const names = [...new Set(files)].toSorted();
  const contents = await Promise.all(names.map(async (file) => [file, await repository.contentId(file)]));
  return createHash("sha256")
    .update(JSON.stringify({ version: PREPROCESSING_VERSION, contents, settings }))
    .digest("hex");
}
