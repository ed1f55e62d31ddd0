import type { Model, ModelCandidate, ModelFamily } from "@mieb/core";
import { MiebError } from "@mieb/core";

/**
 * CLIP in ONNX: claims repositories whose config.json has the model type `clip` or `metaclip_2` and that are neither in
 * OpenCLIP's layout nor pipelines of sentence-transformers.
 */
export const clipFamily: ModelFamily = {
  name: "clip",
  claims: "repositories with model_type clip or metaclip_2 and ONNX files",
  async match({ repository }) {
    if (!repository || repository.files.includes("modules.json")) return false;
    const { clipModelTypes, modelTypeOf, openClipTower } = await import("@mieb/onnx");
    const isClip = clipModelTypes.includes(await modelTypeOf(repository));
    return isClip && (await openClipTower(repository)) === undefined;
  },
  async open({ reference, repository }: ModelCandidate): Promise<Model> {
    if (!repository)
      throw new MiebError("MODEL_NO_FAMILY", `"${reference}" names no repository for the clip family to read.`);
    const { clipModel } = await import("@mieb/onnx");
    return clipModel(repository);
  },
};
