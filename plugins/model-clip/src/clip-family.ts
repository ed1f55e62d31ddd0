import type { Model, ModelCandidate, ModelFamily } from "@mieb/core";
import { MiebError } from "@mieb/core";
import type { ProcessorDefaults, TowerNames } from "@mieb/onnx";
import { z } from "zod";

/** Names of graphs and outputs in the ONNX conversions of CLIP (optimum, transformers.js). */
const towers: TowerNames = {
  image: { graph: "vision_model", output: "image_embeds" },
  text: { graph: "text_model", output: "text_embeds" },
  combined: { graph: "model", imageOutput: "image_embeds", textOutput: "text_embeds", normalizes: true },
};

/** Class values of transformers' CLIPImageProcessor. */
const processorDefaults: ProcessorDefaults = {
  size: { shortest_edge: 224 },
  crop_size: { height: 224, width: 224 },
  resample: 3,
  do_center_crop: true,
  image_mean: [0.48145466, 0.4578275, 0.40821073],
  image_std: [0.26862954, 0.26130258, 0.27577711],
  default_to_square: false,
};

const configSchema = z.object({
  model_type: z.literal("clip"),
  // Old configurations leave out what equals the class's value.
  projection_dim: z.int().positive().default(512),
  text_config: z.object({ max_position_embeddings: z.int().positive().default(77) }).prefault({}),
});

/** CLIP in ONNX: claims repositories whose config.json has the model type `clip` and that are not in OpenCLIP's layout. */
export const clipFamily: ModelFamily = {
  name: "clip",
  claims: "repositories with model_type clip and ONNX files",
  async match({ repository }) {
    if (!repository) return false;
    const { modelTypeOf, openClipTower } = await import("@mieb/onnx");
    return (await modelTypeOf(repository)) === "clip" && (await openClipTower(repository)) === undefined;
  },
  async open({ reference, repository }: ModelCandidate): Promise<Model> {
    if (!repository)
      throw new MiebError("MODEL_NO_FAMILY", `"${reference}" names no repository for the clip family to read.`);
    const { configOfModel, openTwoTower } = await import("@mieb/onnx");
    const { projection_dim, text_config } = await configOfModel(repository, configSchema);
    const family = { towers, processorDefaults, maxPositions: text_config.max_position_embeddings };
    return openTwoTower({ repository, family, embedDimension: projection_dim });
  },
};
