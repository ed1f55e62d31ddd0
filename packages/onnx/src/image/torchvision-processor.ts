import { MiebError } from "@mieb/core";
import { z } from "zod";

const pixels = z.int().positive();
const channels = z.union([z.number(), z.array(z.number()).length(3)]);

/** `PreprocessCfg` of OpenCLIP, which EVA-CLIP and jina-clip share, as their files spell it. */
export interface TorchvisionConfig {
  /** In pixels: of a square, or height and width. */
  readonly size: number | readonly [number, number];
  /** Of values in [0, 1], one for all channels or one each. */
  readonly mean: number | readonly number[];
  readonly std: number | readonly number[];
  readonly interpolation: "bicubic" | "bilinear" | "random";
  readonly resize_mode: "shortest" | "longest" | "squash";
}

/** Fills in the class's values. */
export const torchvisionConfigSchema: z.ZodType<TorchvisionConfig> = z.object({
  size: z.union([pixels, z.tuple([pixels, pixels])]).default(224),
  mean: channels.default([0.48145466, 0.4578275, 0.40821073]),
  std: channels.default([0.26862954, 0.26130258, 0.27577711]),
  interpolation: z.enum(["bicubic", "bilinear", "random"]).default("bicubic"),
  resize_mode: z.enum(["shortest", "longest", "squash"]).default("shortest"),
});

/**
 * The configuration for `imagePreprocessor` that does what OpenCLIP's `image_transform` builds of torchvision's transforms:
 * resize, centre crop (half pixels rounded to even, unlike transformers), values to [0, 1], normalise.
 *
 * OpenCLIP resizes before it converts to RGB; here it is after, which differs for palettes, transparency, CMYK and 16 bits alone.
 * @throws MiebError `MODEL_INVALID_FILE` for a `resize_mode` of `longest`, and `shortest` to a size that is no square
 */
export function torchvisionProcessor(config: TorchvisionConfig): Readonly<Record<string, unknown>> {
  const [height, width] = typeof config.size === "number" ? [config.size, config.size] : config.size;
  const squash = config.resize_mode === "squash";
  if (config.resize_mode === "longest" || (!squash && height !== width)) throw unsupported(config);
  return {
    size: squash ? { height, width } : { shortest_edge: height },
    resample: config.interpolation === "bilinear" ? 2 : 3,
    do_center_crop: !squash,
    crop_size: { height, width },
    crop_rounding: "half-even",
    image_mean: config.mean,
    image_std: config.std,
  };
}

function unsupported({ resize_mode, size }: TorchvisionConfig): MiebError {
  return new MiebError(
    "MODEL_INVALID_FILE",
    `Images are resized by "${resize_mode}" to ${String(size)}; known are "shortest" to a square and "squash".`,
    { hint: "Take a checkpoint of the usual preprocessing, or open an issue that names this one." },
  );
}
