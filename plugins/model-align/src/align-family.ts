import { MiebError, type ModelFamily } from "@mieb/core";
import type { TowerNames } from "@mieb/onnx";
import { z } from "zod";
import { readEfficientNetProcessor } from "./efficient-net-processor.ts";

/** Graphs as tools/export/two_towers.py writes them, and optimum's names for those of CLIP's kind. */
const towers: TowerNames = {
  image: { graph: "vision_model", output: "image_embeds" },
  text: { graph: "text_model", output: "text_embeds" },
  combined: { graph: "model", imageOutput: "image_embeds", textOutput: "text_embeds", normalizes: true },
  exportCommand: "python tools/export/two_towers.py MODEL FOLDER",
};

/** AlignProcessor cuts texts here, whatever the tokenizer and the positions would allow. */
const MAX_LENGTH = 64;

// Published configurations leave out what equals the class's value.
const configSchema = z.object({
  model_type: z.literal("align"),
  projection_dim: z.int().positive().default(640),
  text_config: z.object({ max_position_embeddings: z.int().positive().default(512) }).prefault({}),
});

/** ALIGN in ONNX: claims every repository whose config.json has the model type `align`. */
export const alignFamily: ModelFamily = {
  name: "align",
  claims: "repositories with model_type align and ONNX files",
  async match({ repository }) {
    if (!repository) return false;
    const { modelTypeOf } = await import("@mieb/onnx");
    return (await modelTypeOf(repository)) === "align";
  },
  async open({ reference, repository }) {
    if (!repository)
      throw new MiebError("MODEL_NO_FAMILY", `"${reference}" names no repository for the align family to read.`);
    const { configOfModel, openTwoTower } = await import("@mieb/onnx");
    const { projection_dim, text_config } = await configOfModel(repository, configSchema);
    const processor = await readEfficientNetProcessor(repository);
    const maxPositions = Math.min(MAX_LENGTH, text_config.max_position_embeddings);
    const family = { towers, processorDefaults: {}, maxPositions, ...(processor && { processor }) };
    return openTwoTower({ repository, family, embedDimension: projection_dim });
  },
};
