import { MiebError, type ModelRepository } from "@mieb/core";
import type { ProcessorDefaults } from "@mieb/onnx";
import { z } from "zod";

/** What transformers' classes hold for a model type where the repository's files leave it out. */
interface ClassValues {
  readonly hiddenSize: number;
  readonly processor: ProcessorDefaults;
}

const imagenetMean = [0.485, 0.456, 0.406];
const imagenetStd = [0.229, 0.224, 0.225];

/** BitImageProcessor, which both kinds of DINOv2 use. */
const bitProcessor: ProcessorDefaults = {
  size: { shortest_edge: 224 },
  crop_size: { height: 224, width: 224 },
  resample: 3,
  do_center_crop: true,
  image_mean: [0.48145466, 0.4578275, 0.40821073],
  image_std: [0.26862954, 0.26130258, 0.27577711],
  default_to_square: false,
};

const square224 = { size: { height: 224, width: 224 }, resample: 2 };

/** The model types of this family. DINO's first generation has the type `vit`. */
const classValues: Readonly<Record<string, ClassValues>> = {
  dinov2: { hiddenSize: 768, processor: bitProcessor },
  dinov2_with_registers: { hiddenSize: 768, processor: bitProcessor },
  dinov3_vit: { hiddenSize: 384, processor: { ...square224, image_mean: imagenetMean, image_std: imagenetStd } },
  vit: { hiddenSize: 768, processor: { ...square224, image_mean: [0.5, 0.5, 0.5], image_std: [0.5, 0.5, 0.5] } },
};

const typeSchema = z.object({ model_type: z.string() });
const configSchema = z.object({
  model_type: z.enum(Object.keys(classValues)),
  hidden_size: z.int().positive().optional(),
});

/** What the family reads of a repository's config.json. */
export interface DinoConfig {
  /** Length of the vectors. */
  readonly hiddenSize: number;
  readonly processorDefaults: ProcessorDefaults;
}

/** Whether config.json names a model type of this family. */
export async function isDino(repository: ModelRepository): Promise<boolean> {
  if (!repository.files.includes("config.json")) return false;
  const { data } = typeSchema.safeParse(await repository.readJson("config.json"));
  return data !== undefined && Object.hasOwn(classValues, data.model_type);
}

/** @throws MiebError `MODEL_INVALID_FILE` naming the field */
export async function readDinoConfig(repository: ModelRepository): Promise<DinoConfig> {
  const hint = "Take config.json from the original model's repository.";
  if (!repository.files.includes("config.json"))
    throw new MiebError("MODEL_FILES_MISSING", `${repository.name} has no config.json.`, { hint });
  const { data, error } = configSchema.safeParse(await repository.readJson("config.json"));
  const values = data && classValues[data.model_type];
  if (values) return { hiddenSize: data.hidden_size ?? values.hiddenSize, processorDefaults: values.processor };
  const issue = error?.issues[0];
  throw new MiebError(
    "MODEL_INVALID_FILE",
    `${repository.name}: config.json, field ${issue?.path.join(".")}: ${issue?.message}.`,
    { hint },
  );
}
