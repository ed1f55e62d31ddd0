import { MiebError } from "@mieb/core";
import type { ImageSize, PreprocessPlan, Resample } from "@mieb/kernels";
import { z } from "zod";
import { resizedSize, type SizeRule } from "./resized-size.ts";

/** What an image processor's configuration says is done to each RGB image. */
export interface ImagePreprocessor {
  /** Size of every pixel tensor; null when it follows the image. */
  readonly outputSize: ImageSize | null;
  /** Whether pixels are rescaled before they are resized, so that none is rounded to 8 bits (`floatPixels`). */
  readonly resizesFloats: boolean;
  plan(image: ImageSize): PreprocessPlan;
}

/** Values of the processor's class that a configuration may leave out, in the configuration's own spelling. */
export interface ProcessorDefaults {
  readonly size?: unknown;
  readonly crop_size?: unknown;
  readonly resample?: number;
  readonly do_resize?: boolean;
  readonly do_center_crop?: boolean;
  readonly do_normalize?: boolean;
  readonly image_mean?: readonly number[];
  readonly image_std?: readonly number[];
  /** Whether a bare integer `size` means a square; otherwise it is the shortest edge. Default true. */
  readonly default_to_square?: boolean;
  /** Not in transformers: how centre crops round, see `PreprocessPlan.cropRounding`. */
  readonly crop_rounding?: "down" | "half-even";
  /** Not in transformers: whether the class rescales before it resizes. */
  readonly rescale_first?: boolean;
}

/** Pillow's filter numbers. */
const resampleNames: readonly Resample[] = ["nearest", "lanczos", "bilinear", "bicubic", "box", "hamming"];

const pixels = z.int().positive();
const size = z.union([
  pixels,
  z.tuple([pixels, pixels]),
  z.object({ height: pixels, width: pixels }),
  z.object({ shortest_edge: pixels, longest_edge: pixels.optional() }),
  z.object({ max_height: pixels, max_width: pixels }),
]);
const channels = z.union([z.number(), z.array(z.number()).length(3)]);

const configSchema = z.object({
  do_resize: z.boolean().default(true),
  size: size.optional(),
  resample: z.int().min(0).max(5).default(2),
  do_center_crop: z.boolean().default(false),
  crop_size: size.optional(),
  crop_rounding: z.enum(["down", "half-even"]).default("down"),
  rescale_first: z.boolean().default(false),
  do_rescale: z.boolean().default(true),
  rescale_factor: z.number().default(1 / 255),
  do_normalize: z.boolean().default(true),
  image_mean: channels.optional(),
  image_std: channels.optional(),
});

/**
 * Reads `preprocessor_config.json`, or the `image_processor` part of `processor_config.json`.
 *
 * Images always become RGB first (`do_convert_rgb: false` fails in the reference for all but RGB images).
 * @throws MiebError `MODEL_INVALID_FILE` naming the field
 */
export function imagePreprocessor(config: unknown, defaults: ProcessorDefaults = {}): ImagePreprocessor {
  const given = imageProcessorPart(config);
  const present = Object.fromEntries(Object.entries(given).filter(([, value]) => value !== null));
  const parsed = configSchema.safeParse({ ...defaults, ...present });
  const issue = parsed.error?.issues[0];
  if (issue) throw invalid(`field ${issue.path.join(".")}: ${issue.message}`);
  const fields = parsed.data as z.infer<typeof configSchema>;
  const square = (present["default_to_square"] ?? defaults.default_to_square ?? true) === true;
  const resize = fields.do_resize ? sizeRule(needed(fields.size, "size"), square) : null;
  const crop = fields.do_center_crop ? exactSize(sizeRule(needed(fields.crop_size, "crop_size"), true)) : null;
  if (fields.rescale_first && (fields.resample !== 2 || crop)) {
    throw invalid("field resample or do_center_crop: expected 2 (bilinear) and no crop where rescaling comes first");
  }
  const steps = {
    resample: resampleNames[fields.resample] ?? "bilinear",
    crop,
    ...(fields.crop_rounding === "half-even" && { cropRounding: fields.crop_rounding }),
    rescaleFactor: fields.do_rescale ? fields.rescale_factor : null,
    mean: fields.do_normalize ? perChannel(needed(fields.image_mean, "image_mean")) : null,
    std: fields.do_normalize ? perChannel(needed(fields.image_std, "image_std")) : null,
  };
  return {
    outputSize: crop ?? (resize?.kind === "exact" ? exactSize(resize) : null),
    resizesFloats: fields.rescale_first,
    plan: (image) => ({ ...steps, resize: resize && resizedSize(image, resize) }),
  };
}

function imageProcessorPart(config: unknown): Record<string, unknown> {
  if (typeof config !== "object" || config === null) throw invalid("expected a JSON object");
  const part = "image_processor" in config ? config.image_processor : config;
  return part as Record<string, unknown>;
}

function sizeRule(given: z.infer<typeof size>, defaultToSquare: boolean): SizeRule {
  if (typeof given === "number") {
    return defaultToSquare
      ? { kind: "exact", width: given, height: given }
      : { kind: "shortest-edge", shortest: given };
  }
  if (Array.isArray(given)) return { kind: "exact", height: given[0], width: given[1] };
  if ("height" in given) return { kind: "exact", ...given };
  if ("max_height" in given) return { kind: "fit-within", height: given.max_height, width: given.max_width };
  const { shortest_edge: shortest, longest_edge: longest } = given;
  return longest === undefined ? { kind: "shortest-edge", shortest } : { kind: "bounded-edges", shortest, longest };
}

function exactSize(rule: SizeRule): ImageSize {
  if (rule.kind !== "exact") throw invalid("field crop_size: expected height and width");
  return { width: rule.width, height: rule.height };
}

function perChannel(value: z.infer<typeof channels>): readonly number[] {
  return typeof value === "number" ? [value, value, value] : value;
}

function needed<T>(value: T | undefined, field: string): T {
  if (value === undefined) throw invalid(`field ${field} is missing`);
  return value;
}

function invalid(message: string): MiebError {
  return new MiebError("MODEL_INVALID_FILE", `preprocessor_config.json: ${message}.`, {
    hint: "Take the file from the original model's repository.",
  });
}
