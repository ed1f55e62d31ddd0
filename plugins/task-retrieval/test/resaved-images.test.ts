import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { memoryTable, type EncodedImage, type Value } from "@mieb/core";
import sharp from "sharp";
import { expect, it } from "vitest";
import { resavedImages } from "../src/loading/resaved-images.ts";

interface Case {
  readonly name: string;
  /** Base64 of the file. */
  readonly image: string;
  readonly mode: "RGB" | "L" | "CMYK";
  /** Of the pixels after Pillow saved the image again. */
  readonly sha256: string;
}
const file = new URL("fixtures/resaved.json", import.meta.url);
const { cases } = JSON.parse(readFileSync(file, "utf8")) as { readonly cases: readonly Case[] };
const imageOf = (row: number): EncodedImage => ({ bytes: Buffer.from(cases[row]?.image ?? "", "base64") });
const read = async (...images: Value[]) =>
  resavedImages(memoryTable("wit (default/en)", { image: images, image_id: images.map(String) }), "image").read(
    "image",
  );

it.each(cases)("has Pillow's pixels of $name", async ({ image, mode, sha256 }) => {
  const [saved] = (await read({ bytes: Buffer.from(image, "base64") })) as EncodedImage[];
  const decoder = sharp(saved?.bytes, { ignoreIcc: true });
  const space = { RGB: "srgb", L: "b-w", CMYK: "cmyk" }[mode];
  const pixels = await (mode === "CMYK" ? decoder.pipelineColourspace("cmyk") : decoder).toColourspace(space).raw();
  const bytes = await pixels.toBuffer();
  // libvips gives the inks of a CMYK JPEG as Pillow does.
  expect(createHash("sha256").update(bytes).digest("hex")).toBe(sha256);
});

it("leaves alone what the reference keeps without loss", async () => {
  const image = sharp(imageOf(0).bytes);
  const png = { bytes: await image.png().toBuffer() };
  const turned = {
    bytes: await image
      .jpeg()
      .withExif({ IFD0: { Orientation: "6" } })
      .toBuffer(),
  };
  const broken = { bytes: imageOf(0).bytes.subarray(0, 300) };
  expect(await read(png, turned, broken, null)).toEqual([png, turned, broken, null]);
});

it("reads other columns and single rows as they are", async () => {
  const table = resavedImages(
    memoryTable("wit (default/en)", { image: [imageOf(0), imageOf(1)], id: ["a", "b"] }),
    "image",
  );
  expect(await table.read("id", [1])).toEqual(["b"]);
  const [all, one] = [await table.read("image"), await table.read("image", [1])];
  expect(one).toEqual([all[1]]);
  expect(one).not.toEqual([imageOf(1)]);
});
