import { MiebError, type Model, type ModelCandidate, type ModelFamily } from "@mieb/core";

/**
 * Pipelines of sentence-transformers in ONNX: claims repositories whose modules.json begins with a module of that library
 * which encodes texts, or with CLIP.
 */
export const sentenceTransformersFamily: ModelFamily = {
  name: "sentence-transformers",
  claims: "repositories with modules.json (texts, or CLIP) and ONNX files",
  async match({ repository }) {
    if (!repository?.files.includes("modules.json")) return false;
    const { isOurs } = await import("./modules.ts");
    return isOurs(repository);
  },
  async open({ reference, repository }: ModelCandidate): Promise<Model> {
    if (!repository) {
      const message = `"${reference}" names no repository for the sentence-transformers family to read.`;
      throw new MiebError("MODEL_NO_FAMILY", message);
    }
    const { pipelineModel } = await import("./pipeline-model.ts");
    return pipelineModel(repository);
  },
};
