import { inflateSync } from "node:zlib";
import { expect, it } from "vitest";
import { pngFile } from "./png-file.ts";
import { trialInputs } from "./trial-inputs.ts";

/** Types and contents of a PNG file's chunks. */
function chunksOf(png: Uint8Array): Map<string, Uint8Array> {
  const bytes = Buffer.from(png);
  const chunks = new Map<string, Uint8Array>();
  for (let at = 8; at < bytes.length;) {
    const length = bytes.readUInt32BE(at);
    chunks.set(bytes.toString("latin1", at + 4, at + 8), bytes.subarray(at + 8, at + 8 + length));
    at += 12 + length;
  }
  return chunks;
}

it("draws PNG files line by line, with a palette where it needs one", () => {
  const pixelAt = (x: number, y: number): number[] => [x + 2 * y];
  const palette = [1, 2, 3, 4, 5, 6];
  const chunks = chunksOf(pngFile({ width: 2, height: 2, color: "palette", pixelAt, palette }));
  expect([...chunks.keys()]).toEqual(["IHDR", "PLTE", "IDAT", "IEND"]);
  expect([...(chunks.get("IHDR") ?? [])]).toEqual([0, 0, 0, 2, 0, 0, 0, 2, 8, 3, 0, 0, 0]);
  expect([...(chunks.get("PLTE") ?? [])]).toEqual(palette);
  expect([...inflateSync(chunks.get("IDAT") ?? new Uint8Array())]).toEqual([0, 0, 1, 0, 2, 3]);
});

it("makes inputs that differ in content, size and, of images, in mode", () => {
  const [images, texts, pairs] = [trialInputs("image"), trialInputs("text"), trialInputs("image+text", 2)];
  const headers = images.map(({ image }) => [...(chunksOf(image ?? new Uint8Array()).get("IHDR") ?? [])].join());
  expect(new Set(headers).size).toBe(5);
  expect(new Set(headers.map((header) => header.split(",")[9])).size).toBe(4);
  expect(new Set([...images, ...texts, ...pairs].map(({ identity }) => identity.contentHash)).size).toBe(12);
  expect(texts.map(({ text = "" }) => text.length).toSorted((a, b) => a - b)[4]).toBeGreaterThan(900);
  expect(pairs.map(({ identity }) => identity.column)[0]).toBe('RGB image of 96 × 64 with "a cat"');
});
