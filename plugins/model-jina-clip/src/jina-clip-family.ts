import { MiebError, type ModelFamily } from "@mieb/core";
import type { TowerNames } from "@mieb/onnx";
import { z } from "zod";

/** Graphs of jinaai/jina-clip-v1 (one for each tower) and -v2 (one for both); of v2 the outputs before normalisation. */
const towers: TowerNames = {
  image: { graph: "vision_model", output: "image_embeds" },
  text: { graph: "text_model", output: "text_embeds" },
  combined: {
    graph: "model",
    imageOutput: "image_embeddings",
    textOutput: "text_embeddings",
    normalizes: false,
  },
  exportCommand: "python tools/export/jina_clip.py MODEL FOLDER",
};

/** `encode_text` cuts texts here, though the towers take more. */
const MAX_LENGTH = 512;

const configSchema = z.object({
  model_type: z.literal("jina_clip"),
  projection_dim: z.int().positive().default(768),
  // With either, vectors would not be those of the graphs: texts had a prefix, or vectors lost their end.
  truncate_dim: z.null().optional(),
  text_config: z.object({ default_instruction_task: z.null().optional() }).prefault({}),
});

/** jina-clip v1 and v2 in ONNX: claims every repository whose config.json has the model type `jina_clip`. */
export const jinaClipFamily: ModelFamily = {
  name: "jina-clip",
  claims: "repositories with model_type jina_clip and ONNX files",
  async match({ repository }) {
    if (!repository) return false;
    const { modelTypeOf } = await import("@mieb/onnx");
    return (await modelTypeOf(repository)) === "jina_clip";
  },
  async open({ reference, repository }) {
    if (!repository)
      throw new MiebError("MODEL_NO_FAMILY", `"${reference}" names no repository for the jina-clip family to read.`);
    const { configOfModel, openTwoTower, processorFile, torchvisionConfigSchema, torchvisionProcessor } =
      await import("@mieb/onnx");
    const { projection_dim } = await configOfModel(repository, configSchema);
    const file = processorFile(repository);
    const processor = repository.files.includes(file)
      ? torchvisionProcessor(await configOfModel(repository, torchvisionConfigSchema, file))
      : undefined;
    const family = {
      towers,
      processorDefaults: {},
      ...(processor && { processor }),
      maxPositions: MAX_LENGTH,
      imageConversion: "rgb",
      normalizes: true,
    } as const;
    return openTwoTower({ repository, family, embedDimension: projection_dim });
  },
};
