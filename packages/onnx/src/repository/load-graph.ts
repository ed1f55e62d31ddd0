import { MiebError, type ModelRepository } from "@mieb/core";
import type { InferenceEngine } from "../session/inference-engine.ts";
import type { GraphSignature } from "../session/protocol.ts";
import { externalDataFiles } from "./model-files.ts";

/** One output of one ONNX file. */
export interface GraphSource {
  /** ONNX file, relative to the repository. */
  readonly file: string;
  readonly output: string;
  /** Outputs of this file that are wanted as they were before normalisation. */
  readonly unnormalized: readonly string[];
}

/**
 * Fetches a graph's file with its external data and opens it.
 * @throws MiebError `MODEL_INVALID_FILE`, also when weights outside of the file forbid to take outputs unnormalised
 */
export async function loadGraph(
  engine: InferenceEngine,
  repository: ModelRepository,
  { file, unnormalized }: Omit<GraphSource, "output">,
): Promise<GraphSignature> {
  const external = externalDataFiles(repository, file);
  if (external.length > 0 && unnormalized.length > 0) {
    throw new MiebError(
      "MODEL_INVALID_FILE",
      `${repository.name}: ${file} keeps its weights in ${external.join(", ")}.`,
      { hint: "Export the two towers as files of their own, text_model.onnx and vision_model.onnx." },
    );
  }
  await Promise.all(external.map((other) => repository.localPath(other)));
  return engine.load({ graph: file, path: await repository.localPath(file), unnormalized });
}

/** @throws MiebError `MODEL_INVALID_FILE`, saying which outputs there are, when the graph lacks the one a family needs */
export function requireOutput(
  repository: ModelRepository,
  { file, output }: Pick<GraphSource, "file" | "output">,
  signature: GraphSignature,
): void {
  const outputs = signature.outputs.map(({ name }) => name);
  if (outputs.includes(output)) return;
  throw new MiebError(
    "MODEL_INVALID_FILE",
    `${repository.name}: ${file} has no output "${output}"; it has ${outputs.join(", ")}.`,
    {
      hint: `Export the model for feature extraction: optimum-cli export onnx --task feature-extraction --model ${repository.original ?? repository.folder ?? repository.name} FOLDER`,
    },
  );
}
