import { MiebError, type ModelRepository } from "@mieb/core";
import { z } from "zod";

/** What transformers' EfficientNetImageProcessor has beyond other processors, with the values of the class. */
const configSchema = z.looseObject({
  rescale_offset: z.boolean().default(false),
  include_top: z.boolean().default(true),
  do_normalize: z.boolean().default(true),
  image_std: z.unknown().optional(),
});

/** Values of the class that a configuration may leave out. */
const classValues = {
  size: { height: 346, width: 346 },
  crop_size: { height: 289, width: 289 },
  resample: 3,
  do_center_crop: false,
  image_mean: [0.5, 0.5, 0.5],
  image_std: [0.5, 0.5, 0.5],
};

/**
 * The configuration for `imagePreprocessor` that does what a repository's EfficientNetImageProcessor does: after rescaling it
 * may take 1 off (`rescale_offset`), and divide by the deviation (`include_top`). Undefined where the repository has no
 * processor, so that its text tower can be used alone.
 * @throws MiebError `MODEL_INVALID_FILE`, also where both and a normalisation are to be done one after the other
 */
export async function readEfficientNetProcessor(
  repository: ModelRepository,
): Promise<Readonly<Record<string, unknown>> | undefined> {
  const { configOfModel, processorFile } = await import("@mieb/onnx");
  const file = processorFile(repository);
  if (!repository.files.includes(file)) return undefined;
  const { rescale_offset, include_top, do_normalize, ...rest } = await configOfModel(repository, configSchema, file);
  const config = { ...classValues, ...rest };
  if (do_normalize && (rescale_offset || include_top)) throw normalizedTwice(repository, file);
  if (do_normalize) return { ...config, do_normalize };
  return {
    ...config,
    do_normalize: rescale_offset || include_top,
    image_mean: rescale_offset ? 1 : 0,
    image_std: include_top ? config.image_std : 1,
  };
}

function normalizedTwice({ name }: ModelRepository, file: string): MiebError {
  return new MiebError(
    "MODEL_INVALID_FILE",
    `${name}: ${file} has do_normalize with rescale_offset or include_top; one of them is expected, as in kakaobrain/align-base.`,
    { hint: "Take the file from the original model's repository." },
  );
}
