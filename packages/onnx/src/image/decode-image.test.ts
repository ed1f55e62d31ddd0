import { createHash } from "node:crypto";
import { readFileSync, readdirSync } from "node:fs";
import { crc32 } from "node:zlib";
import { isMiebError } from "@mieb/core";
import { describe, expect, it } from "vitest";
import { decodeImage } from "./decode-image.ts";

const fixtures = new URL("../../test/fixtures/", import.meta.url);
const { images } = JSON.parse(readFileSync(new URL("expected.json", fixtures), "utf8")) as {
  images: Record<string, { width: number; height: number; native: { pixels: string }; rgb: { pixels: string } }>;
};
const read = (name: string): Uint8Array => readFileSync(new URL(`images/${name}`, fixtures));
const names = readdirSync(new URL("images", fixtures));

describe("decodeImage", () => {
  for (const [name, expected] of Object.entries(images)) {
    it.each(["native", "rgb"] as const)(`gives Pillow's pixels for ${name}, %s`, async (conversion) => {
      const { data, width, height } = await decodeImage(read(name), conversion);
      const pixels = createHash("sha256").update(data).digest("hex").slice(0, 16);
      expect({ width, height, pixels }).toEqual({
        width: expected.width,
        height: expected.height,
        pixels: expected[conversion].pixels,
      });
    });
  }

  it.each(names.filter((name) => name.startsWith("refused")))("refuses %s by name", async (name) => {
    await expect(decodeImage(read(name), "native")).rejects.toSatisfy(
      (error) =>
        isMiebError(error) && error.code === "IMAGE_UNSUPPORTED_FORMAT" && /GIF|BMP|JPEG 2000|TIFF/.test(error.message),
    );
  });

  it("refuses more pixels than Pillow opens, before it decodes any", async () => {
    const header = Buffer.from(read("rgb.png").subarray(0, 33));
    header.writeUInt32BE(20_000, 16);
    header.writeUInt32BE(20_000, 20);
    header.writeUInt32BE(crc32(header.subarray(12, 29)), 29);
    const bomb = Buffer.concat([header, read("rgb.png").subarray(33)]);
    await expect(decodeImage(bomb, "native")).rejects.toMatchObject({
      code: "IMAGE_UNSUPPORTED_FORMAT",
      message: expect.stringContaining("20000 × 20000"),
    });
  });

  it.each(names.filter((name) => name.startsWith("corrupt")))("reports %s as corrupt", async (name) => {
    const expectedCode = name === "corrupt-text.txt" ? "IMAGE_UNSUPPORTED_FORMAT" : "IMAGE_CORRUPT";
    await expect(decodeImage(read(name), "native")).rejects.toMatchObject({ code: expectedCode });
  });
});
