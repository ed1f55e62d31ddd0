import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { loadKernels } from "@mieb/kernels";
import { describe, expect, it } from "vitest";
import { decodeImage } from "./decode-image.ts";
import { imagePreprocessor } from "./image-preprocessor.ts";

interface Tensors {
  readonly shape: readonly number[];
  readonly uint8: string;
  readonly float32: string;
}
interface Expected {
  readonly processors: Readonly<Record<string, object>>;
  readonly images: Readonly<Record<string, Readonly<Record<"native" | "rgb", Readonly<Record<string, Tensors>>>>>>;
}

const fixtures = new URL("../../test/fixtures/", import.meta.url);
const expected = JSON.parse(readFileSync(new URL("expected.json", fixtures), "utf8")) as Expected;
const kernels = loadKernels();
const sha = (values: Uint8Array | Float32Array): string =>
  createHash("sha256").update(values).digest("hex").slice(0, 16);

/** The tensor of one image, and the same as bytes before rescaling, as the Python script hashed them. */
async function tensorsOf(image: string, conversion: "native" | "rgb", config: object): Promise<Tensors> {
  const decoded = await decodeImage(readFileSync(new URL(`images/${image}`, fixtures)), conversion);
  const plan = imagePreprocessor(config).plan(decoded);
  const size = plan.crop ?? plan.resize ?? decoded;
  const plain = await kernels.preprocess(decoded, { ...plan, rescaleFactor: null, mean: null, std: null });
  return {
    shape: [3, size.height, size.width],
    uint8: sha(Uint8Array.from(plain)),
    float32: sha(await kernels.preprocess(decoded, plan)),
  };
}

describe("imagePreprocessor with the kernels", () => {
  for (const [name, config] of Object.entries(expected.processors)) {
    it.each(["native", "rgb"] as const)(
      `gives the very tensors of transformers' Pillow backend: ${name}, %s`,
      async (conversion) => {
        for (const [image, answers] of Object.entries(expected.images)) {
          expect([image, await tensorsOf(image, conversion, config)]).toEqual([image, answers[conversion][name]]);
        }
      },
    );
  }
});

describe("imagePreprocessor", () => {
  const clip = {
    size: 224,
    crop_size: 224,
    do_center_crop: true,
    resample: 3,
    image_mean: 0.5,
    image_std: [0.5, 0.4, 0.3],
  };

  it("reads the old spelling with bare integers", () => {
    const preprocessor = imagePreprocessor(clip, { default_to_square: false });
    expect(preprocessor.outputSize).toEqual({ width: 224, height: 224 });
    expect(preprocessor.plan({ width: 640, height: 427 })).toEqual({
      resize: { width: 335, height: 224 },
      resample: "bicubic",
      crop: { width: 224, height: 224 },
      rescaleFactor: 1 / 255,
      mean: [0.5, 0.5, 0.5],
      std: [0.5, 0.4, 0.3],
    });
  });

  it("takes an integer as a square where the processor's class does", () => {
    expect(imagePreprocessor({ ...clip, do_center_crop: false }).outputSize).toEqual({ width: 224, height: 224 });
  });

  it("has no fixed output when the size follows the image", () => {
    const config = { size: { max_height: 100, max_width: 60 }, do_normalize: false };
    const preprocessor = imagePreprocessor({ image_processor: config });
    expect(preprocessor.outputSize).toBeNull();
    expect(preprocessor.plan({ width: 200, height: 100 }).resize).toEqual({ width: 60, height: 30 });
  });

  it.each([
    [{ ...clip, size: { width: 3 } }, "size"],
    [{ ...clip, resample: 9 }, "resample"],
    [{ ...clip, image_mean: undefined }, "image_mean"],
    [{ ...clip, crop_size: { shortest_edge: 3 } }, "crop_size"],
    [7, "JSON object"],
  ])("names the field that is wrong: %j", (config, field) => {
    expect(() => imagePreprocessor(config)).toThrow(
      expect.objectContaining({ code: "MODEL_INVALID_FILE", message: expect.stringContaining(field) }),
    );
  });
});

describe("a processor that rescales first", () => {
  const config = { size: { height: 2, width: 2 }, image_mean: 0, image_std: 1 };

  it.each([{ resample: 3 }, { do_center_crop: true, crop_size: 2 }])("is refused with %j", (other) => {
    expect(() => imagePreprocessor({ ...config, ...other }, { rescale_first: true })).toThrow(
      /expected 2 \(bilinear\) and no crop/,
    );
  });

  it("is told apart by the class alone", () => {
    expect(imagePreprocessor(config).resizesFloats).toBe(false);
    expect(imagePreprocessor(config, { rescale_first: true }).resizesFloats).toBe(true);
  });
});
