import { MiebError, type ModelFamily } from "@mieb/core";

/**
 * CLIPs in OpenCLIP's layout (LAION, DataComp, DFN, MetaCLIP, SigLIP as timm has it …): claims repositories with an
 * open_clip_config.json, and those of immich's exports, but for EVA-CLIP.
 */
export const openClipFamily: ModelFamily = {
  name: "open-clip",
  claims: "repositories with open_clip_config.json and ONNX files",
  async match({ repository }) {
    if (!repository) return false;
    const { openClipTower } = await import("@mieb/onnx");
    const tower = await openClipTower(repository);
    return tower !== undefined && !tower.startsWith("eva");
  },
  async open({ reference, repository }) {
    if (!repository)
      throw new MiebError("MODEL_NO_FAMILY", `"${reference}" names no repository for the open-clip family to read.`);
    const { openClipModel } = await import("@mieb/onnx");
    return openClipModel(repository);
  },
};
