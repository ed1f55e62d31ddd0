import { readFileSync } from "node:fs";
import type { PreprocessPlan, RgbImage } from "../src/index.ts";

/** One case made by make-fixtures.py. */
export interface PreprocessCase {
  readonly name: string;
  readonly image: RgbImage;
  readonly plan: PreprocessPlan & { readonly resize: NonNullable<PreprocessPlan["resize"]> };
  /** Pillow's resize of the image. */
  readonly resized: Uint8Array;
  /** transformers' tensor. */
  readonly tensor: Float32Array;
}

/** Start in bytes and length in elements of an array in preprocess.bin. */
type Slice = readonly [start: number, length: number];

interface StoredCase {
  readonly image: { readonly width: number; readonly height: number; readonly data: Slice };
  readonly plan: PreprocessCase["plan"];
  readonly resized: Slice;
  readonly tensor: Slice;
}

const folder = new URL("fixtures/", import.meta.url);

export function preprocessCases(): PreprocessCase[] {
  const { cases } = JSON.parse(readFileSync(new URL("preprocess.json", folder), "utf8")) as { cases: StoredCase[] };
  const { buffer } = Uint8Array.from(readFileSync(new URL("preprocess.bin", folder)));
  return cases.map(({ image, plan, resized, tensor }) => ({
    name: `${plan.resample} ${image.width}×${image.height} to ${plan.resize.width}×${plan.resize.height}, crop ${plan.crop ? `${plan.crop.width}×${plan.crop.height}` : "none"}`,
    image: { ...image, data: new Uint8Array(buffer, ...image.data) },
    plan,
    resized: new Uint8Array(buffer, ...resized),
    tensor: new Float32Array(buffer, ...tensor),
  }));
}
