import type { Modality, ModelFileNeed } from "@mieb/core";
import { tokenizerFiles } from "../text/text-tokenizer.ts";
import { DEFAULT_EXPORT, graphFiles } from "./model-files.ts";
import { processorFiles } from "./processor-file.ts";

/** One of these graphs, for a dtype. */
export function graphNeed(
  graphs: readonly string[],
  dtype: string,
  { modality, exportCommand = DEFAULT_EXPORT }: { readonly modality: Modality; readonly exportCommand?: string },
): ModelFileNeed {
  return {
    anyOf: graphs.flatMap((graph) => graphFiles(graph, dtype)),
    modality,
    isGraph: true,
    command: exportCommand,
  };
}

/** The configuration of the image processor. */
export function processorNeed(): ModelFileNeed {
  return {
    anyOf: processorFiles,
    modality: "image",
    isGraph: false,
    command: "hf download MODEL preprocessor_config.json --local-dir FOLDER",
  };
}

/** The tokenizer and its configuration. */
export function tokenizerNeeds(files: readonly string[] = tokenizerFiles()): readonly ModelFileNeed[] {
  const command = `python -c 'from transformers import AutoTokenizer; AutoTokenizer.from_pretrained("MODEL").save_pretrained("FOLDER")'`;
  const need = (file: string): ModelFileNeed => ({ anyOf: [file], modality: "text", isGraph: false, command });
  return files.map(need);
}
