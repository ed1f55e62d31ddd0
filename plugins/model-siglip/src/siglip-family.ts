import type { Model, ModelCandidate, ModelFamily, ModelRepository } from "@mieb/core";
import { MiebError } from "@mieb/core";
import type { ProcessorDefaults, TowerNames } from "@mieb/onnx";
import { z } from "zod";

/** Names of graphs and outputs in the ONNX conversions of SigLIP (optimum, transformers.js). */
const towers: TowerNames = {
  image: { graph: "vision_model", output: "pooler_output" },
  text: { graph: "text_model", output: "pooler_output" },
  combined: { graph: "model", imageOutput: "image_embeds", textOutput: "text_embeds", normalizes: true },
};

/** Class values of transformers' SiglipImageProcessor. */
const processorDefaults: ProcessorDefaults = {
  size: { height: 224, width: 224 },
  resample: 3,
  image_mean: [0.5, 0.5, 0.5],
  image_std: [0.5, 0.5, 0.5],
};

// Published configurations leave out what equals the class's value.
const configSchema = z.object({
  model_type: z.literal("siglip"),
  text_config: z.object({ max_position_embeddings: z.int().positive().default(64) }).prefault({}),
  vision_config: z.object({ hidden_size: z.int().positive().default(768) }).prefault({}),
});

/** SigLIP, and SigLIP 2 of fixed resolution, in ONNX: claims every repository whose config.json says so. */
export const siglipFamily: ModelFamily = {
  name: "siglip",
  claims: "repositories with model_type siglip and ONNX files",
  async match({ repository }) {
    // The NaFlex checkpoints of SigLIP 2 are claimed too, so that opening them can say what to take instead.
    if (!repository) return false;
    const { modelTypeOf } = await import("@mieb/onnx");
    return ["siglip", "siglip2"].includes(await modelTypeOf(repository));
  },
  async open({ reference, repository }: ModelCandidate): Promise<Model> {
    if (!repository)
      throw new MiebError("MODEL_NO_FAMILY", `"${reference}" names no repository for the siglip family to read.`);
    const { configOfModel, modelTypeOf, openTwoTower } = await import("@mieb/onnx");
    if ((await modelTypeOf(repository)) === "siglip2") throw naflex(repository);
    const { text_config, vision_config } = await configOfModel(repository, configSchema);
    const maxPositions = text_config.max_position_embeddings;
    // The model was trained on padding, which it sees; the reference's wrapper drops alpha before the processor.
    const reads = { tokenizer: { padding: "max-length" }, imageConversion: "rgb" } as const;
    const family = { towers, processorDefaults, maxPositions, ...reads };
    return openTwoTower({ repository, family, embedDimension: vision_config.hidden_size });
  },
};

function naflex({ name }: ModelRepository): MiebError {
  return new MiebError(
    "MODEL_NO_FAMILY",
    `${name} is a SigLIP 2 model of variable resolution (NaFlex, model_type siglip2), which takes patches instead of images; the siglip family reads those of fixed resolution.`,
    { hint: "Take a checkpoint of fixed resolution, such as google/siglip2-base-patch16-224." },
  );
}
