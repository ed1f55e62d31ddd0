import { MiebError, type ModelFamily } from "@mieb/core";
import type { ProcessorDefaults, TowerNames } from "@mieb/onnx";
import { z } from "zod";

/** Graphs as tools/export/blip.py writes them: projected and divided by their norm, as the reference takes them. */
const towers: TowerNames = {
  image: { graph: "vision_model", output: "image_embeds" },
  text: { graph: "text_model", output: "text_embeds" },
  combined: { graph: "model", imageOutput: "image_embeds", textOutput: "text_embeds", normalizes: false },
  exportCommand: "python tools/export/blip.py MODEL FOLDER",
};

/** Class values of transformers' BlipImageProcessor. */
const processorDefaults: ProcessorDefaults = {
  size: { height: 384, width: 384 },
  resample: 3,
  image_mean: [0.48145466, 0.4578275, 0.40821073],
  image_std: [0.26862954, 0.26130258, 0.27577711],
};

// Published configurations leave out what equals the class's value.
const configSchema = z.object({
  model_type: z.literal("blip"),
  image_text_hidden_size: z.int().positive().default(256),
  text_config: z.object({ max_position_embeddings: z.int().positive().default(512) }).prefault({}),
});

/**
 * BLIP for retrieval in ONNX: claims every repository whose config.json has the model type `blip`. An image with a text is
 * the sum of both, each of length 1; the head that looks at both together is not used, as in the reference.
 */
export const blipFamily: ModelFamily = {
  name: "blip",
  claims: "repositories with model_type blip and ONNX files",
  async match({ repository }) {
    if (!repository) return false;
    const { modelTypeOf } = await import("@mieb/onnx");
    return (await modelTypeOf(repository)) === "blip";
  },
  async open({ reference, repository }) {
    if (!repository)
      throw new MiebError("MODEL_NO_FAMILY", `"${reference}" names no repository for the blip family to read.`);
    const { configOfModel, openTwoTower } = await import("@mieb/onnx");
    const { image_text_hidden_size, text_config } = await configOfModel(repository, configSchema);
    const family = { towers, processorDefaults, maxPositions: text_config.max_position_embeddings };
    return openTwoTower({ repository, family, embedDimension: image_text_hidden_size });
  },
};
