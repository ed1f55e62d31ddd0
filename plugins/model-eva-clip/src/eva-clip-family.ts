import { MiebError, type ModelFamily } from "@mieb/core";

/**
 * EVA-CLIP in ONNX: claims repositories in OpenCLIP's layout whose image tower is an EVA of timm. What EVA's own code does to
 * images and texts is what OpenCLIP does.
 */
export const evaClipFamily: ModelFamily = {
  name: "eva-clip",
  claims: "repositories with open_clip_config.json, an EVA image tower and ONNX files",
  async match({ repository }) {
    if (!repository) return false;
    const { openClipTower } = await import("@mieb/onnx");
    return (await openClipTower(repository))?.startsWith("eva") === true;
  },
  async open({ reference, repository }) {
    if (!repository)
      throw new MiebError("MODEL_NO_FAMILY", `"${reference}" names no repository for the eva-clip family to read.`);
    const { openClipModel } = await import("@mieb/onnx");
    return openClipModel(repository);
  },
};
