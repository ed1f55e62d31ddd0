import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import type { EncoderInput } from "@mieb/core";
import { describe, expect, it } from "vitest";
import { decodeImage } from "./decode-image.ts";
import { imagePreprocessor } from "./image-preprocessor.ts";
import { pixelTensor } from "./pixel-tensor.ts";

interface Variant {
  readonly width: number;
  readonly height: number;
  /** First 16 digits of the SHA-256 of the RGB pixels, by conversion. */
  readonly native: string;
  readonly rgb: string;
  /** Base64. */
  readonly file: string;
}
// Written by tools/parity/make_variants_fixture.py: one picture in every mode, format, orientation and odd size.
const fixture = new URL("../../test/fixtures/variants.json", import.meta.url);
const { images } = JSON.parse(readFileSync(fixture, "utf8")) as { readonly images: Record<string, Variant> };
const cases = Object.entries(images).flatMap(([name, variant]) => [
  { name, variant, conversion: "native" as const },
  { name, variant, conversion: "rgb" as const },
]);

/** Gives the pixels themselves, as numbers. */
const identity = imagePreprocessor({ do_resize: false, do_rescale: false, do_normalize: false });

describe("a picture stored in many ways", () => {
  it.each(cases)("has Pillow's pixels as $name, $conversion", async ({ variant, conversion }) => {
    const { data, width, height } = await decodeImage(Buffer.from(variant.file, "base64"), conversion);
    expect({ width, height, pixels: sha(data) }).toEqual({ ...sizeOf(variant), pixels: variant[conversion] });
  });

  it.each(cases)("has them in a tensor as $name, $conversion", async ({ name, variant, conversion }) => {
    const size = sizeOf(variant);
    // Of a fixed size, so that the file may be decoded natively.
    const preprocessor = { ...identity, outputSize: size };
    const input: EncoderInput = {
      image: Buffer.from(variant.file, "base64"),
      identity: { table: "variants", column: name, row: 0, contentHash: "" },
    };
    const { data } = await pixelTensor([input], { preprocessor, conversion });
    expect(sha(interleaved(data))).toBe(variant[conversion]);
  });
});

function sizeOf({ width, height }: Variant): { width: number; height: number } {
  return { width, height };
}

/** Pixels `[height × width × 3]` of a tensor `[3 × height × width]`. */
function interleaved(planes: Float32Array): Uint8Array {
  const count = planes.length / 3;
  return Uint8Array.from({ length: planes.length }, (_, at) => planes[(at % 3) * count + Math.trunc(at / 3)] ?? 0);
}

function sha(pixels: Uint8Array): string {
  return createHash("sha256").update(pixels).digest("hex").slice(0, 16);
}
