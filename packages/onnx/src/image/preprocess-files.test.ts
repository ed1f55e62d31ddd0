import { readdirSync, readFileSync } from "node:fs";
import type { EncoderInput } from "@mieb/core";
import { loadKernels } from "@mieb/kernels";
import { describe, expect, it } from "vitest";
import { decodeImage } from "./decode-image.ts";
import { imagePreprocessor } from "./image-preprocessor.ts";
import { preprocessFiles } from "./preprocess-files.ts";

const fixtures = new URL("../../test/fixtures/images/", import.meta.url);
const names = readdirSync(fixtures).filter((name) => !/^(corrupt|refused)/.test(name));
const preprocessor = imagePreprocessor({ size: { height: 9, width: 7 }, image_mean: 0.5, image_std: 0.25 });
const length = 3 * 9 * 7;
const kernels = loadKernels();

const input = (name: string, row: number): EncoderInput => ({
  image: readFileSync(new URL(name, fixtures)),
  identity: { table: "fixtures", column: "image", row, contentHash: "" },
});

describe.skipIf(kernels.tier === "typescript")("preprocessFiles", () => {
  const batch = names.map(input);
  it.each(["native", "rgb"] as const)(
    "gives the tensors of the general decoder where it takes a file, %s",
    async (conversion) => {
      const data = new Float32Array(batch.length * length);
      const left = await preprocessFiles(batch, data, { preprocessor, conversion });
      for (const row of batch.keys()) {
        if (left.includes(row)) continue;
        const image = await decodeImage(batch[row]?.image ?? new Uint8Array(), conversion);
        const expected = await kernels.preprocess(image, preprocessor.plan(image));
        expect(data.subarray(row * length, (row + 1) * length), names[row]).toEqual(expected);
      }
    },
  );

  it("takes plain files, whatever their mode, and leaves what might be seen otherwise", async () => {
    const options = { preprocessor, conversion: "native" } as const;
    const left = await preprocessFiles(batch, new Float32Array(batch.length * length), options);
    const taken = names.filter((_, row) => !left.includes(row));
    expect(taken).toEqual(
      expect.arrayContaining([
        "1.png",
        "l.png",
        "la.png",
        "p-4-bit.png",
        "rgb.png",
        "rgba.png",
        "l.jpg",
        "rgb-420.jpg",
        "rgb-progressive.jpg",
      ]),
    );
    expect(taken.filter((name) => /orientation|16-bit|color|value|cmyk|webp|gif|tiff/.test(name))).toEqual([]);
  });

  it("leaves cut, damaged and empty files", async () => {
    const cut = input("rgb.png", 0);
    const damaged = Buffer.from(cut.image ?? []);
    damaged[damaged.length - 30] = (damaged.at(-30) ?? 0) ^ 1;
    const files = [
      { ...cut, image: cut.image?.subarray(0, 60) ?? new Uint8Array() },
      { ...cut, image: damaged },
      { ...cut, image: new Uint8Array() },
      input("corrupt-truncated.jpg", 3),
    ];
    const left = await preprocessFiles(files, new Float32Array(4 * length), { preprocessor, conversion: "native" });
    expect(left).toEqual([0, 1, 2, 3]);
  });
});
