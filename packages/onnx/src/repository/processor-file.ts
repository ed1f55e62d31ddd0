import type { ModelRepository } from "@mieb/core";
import { imagePreprocessor, type ImagePreprocessor, type ProcessorDefaults } from "../image/image-preprocessor.ts";
import { readModelJson } from "./model-files.ts";

/** Spellings of the file that configures the image processor, the usual one first. */
export const processorFiles: readonly string[] = ["preprocessor_config.json", "processor_config.json"];

/** The file that configures the image processor; the first of the two spellings when the repository has neither. */
export function processorFile({ files }: ModelRepository): string {
  return processorFiles.find((name) => files.includes(name)) ?? "preprocessor_config.json";
}

/**
 * The image processor of a repository.
 * @param defaults values of the processor's class, for what the file leaves out
 * @throws MiebError `MODEL_FILES_MISSING`, `MODEL_INVALID_FILE`
 */
export async function readPreprocessor(
  repository: ModelRepository,
  defaults: ProcessorDefaults,
): Promise<ImagePreprocessor> {
  const hint = "Copy it from the original model's repository.";
  return imagePreprocessor(await readModelJson(repository, processorFile(repository), hint), defaults);
}
