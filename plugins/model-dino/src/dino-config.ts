import type { ModelRepository } from "@mieb/core";
import type { ProcessorDefaults } from "@mieb/onnx";
import { z } from "zod";

/** What transformers' classes hold for a model type where the repository's files leave it out. */
interface ClassValues {
  readonly hiddenSize: number;
  readonly processor: ProcessorDefaults;
  /** Set where optimum does not know the type. */
  readonly exportCommand?: string;
}

const exportCommand = "python tools/export/image_encoder.py MODEL FOLDER";

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
  dinov2_with_registers: { hiddenSize: 768, processor: bitProcessor, exportCommand },
  dinov3_vit: {
    hiddenSize: 384,
    processor: { ...square224, image_mean: imagenetMean, image_std: imagenetStd, rescale_first: true },
    exportCommand,
  },
  vit: { hiddenSize: 768, processor: { ...square224, image_mean: [0.5, 0.5, 0.5], image_std: [0.5, 0.5, 0.5] } },
};

const configSchema = z.object({
  model_type: z.enum(Object.keys(classValues)),
  hidden_size: z.int().positive().optional(),
});

/** What the family reads of a repository's config.json. */
export interface DinoConfig {
  /** Length of the vectors. */
  readonly hiddenSize: number;
  readonly processorDefaults: ProcessorDefaults;
  /** Command that makes the graph of MODEL in FOLDER; default optimum's. */
  readonly exportCommand?: string;
}

/** Whether config.json names a model type of this family. */
export async function isDino(repository: ModelRepository): Promise<boolean> {
  const { modelTypeOf } = await import("@mieb/onnx");
  return Object.hasOwn(classValues, await modelTypeOf(repository));
}

/** @throws MiebError `MODEL_FILES_MISSING`; `MODEL_INVALID_FILE` naming the field */
export async function readDinoConfig(repository: ModelRepository): Promise<DinoConfig> {
  const { configOfModel } = await import("@mieb/onnx");
  const { model_type, hidden_size } = await configOfModel(repository, configSchema);
  const values = classValues[model_type] as ClassValues;
  const { exportCommand } = values;
  return {
    hiddenSize: hidden_size ?? values.hiddenSize,
    processorDefaults: values.processor,
    ...(exportCommand !== undefined && { exportCommand }),
  };
}
