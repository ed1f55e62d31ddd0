import type { Model, ModelRepository } from "@mieb/core";
import { z } from "zod";
import type { ProcessorDefaults } from "../image/image-preprocessor.ts";
import { configOfModel } from "../repository/model-config.ts";
import { openTwoTower } from "../two-tower/open-two-tower.ts";
import type { TowerNames } from "../two-tower/towers.ts";

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

/** MetaCLIP 2 differs in its tokenizer alone, which comes with the repository. */
export const clipModelTypes: readonly string[] = ["clip", "metaclip_2"];

const configSchema = z.object({
  model_type: z.enum(clipModelTypes),
  // Old configurations leave out what equals the class's value.
  projection_dim: z.int().positive().default(512),
  text_config: z.object({ max_position_embeddings: z.int().positive().default(77) }).prefault({}),
});

/**
 * A CLIP in the layout of transformers, with ONNX graphs. Its vectors are the projected ones, not normalised.
 * @param options.exportCommand makes the graphs of MODEL in FOLDER, for messages; default optimum's
 * @throws MiebError `MODEL_FILES_MISSING`, `MODEL_INVALID_FILE`
 */
export async function clipModel(
  repository: ModelRepository,
  options: Pick<TowerNames, "exportCommand"> = {},
): Promise<Model> {
  const { projection_dim, text_config } = await configOfModel(repository, configSchema);
  const family = {
    towers: { ...towers, ...options },
    processorDefaults,
    maxPositions: text_config.max_position_embeddings,
  };
  return openTwoTower({ repository, family, embedDimension: projection_dim });
}
