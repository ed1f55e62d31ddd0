import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { jpegHeader } from "./jpeg-header.ts";

const read = (name: string): Uint8Array => readFileSync(new URL(`../../test/fixtures/images/${name}`, import.meta.url));

describe("jpegHeader", () => {
  it.each([
    ["rgb-420.jpg", 3, false],
    ["rgb-progressive.jpg", 3, false],
    ["l.jpg", 1, false],
    ["cmyk.jpg", 4, false],
    ["rgb-orientation-6.jpg", 3, true],
    ["rgb-xmp-orientation-5.jpg", 3, true],
  ])("reads %s: %i components, metadata %s", (name, components, hasMetadata) => {
    expect(jpegHeader(read(name))).toMatchObject({ components, hasMetadata });
  });

  it.each(["rgb.png", "corrupt-empty.jpg"])("knows no header in %s", (name) => {
    expect(jpegHeader(read(name))).toBeUndefined();
  });

  it("stops where a segment leads out of the file", () => {
    expect(jpegHeader(read("rgb-420.jpg").subarray(0, 24))).toBeUndefined();
  });
});
