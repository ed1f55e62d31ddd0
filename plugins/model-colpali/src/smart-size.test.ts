import { expect, it } from "vitest";
import { smartSize } from "./smart-size.ts";

const range = { minPixels: 56 * 56, maxPixels: 768 * 28 * 28 };

// By smart_resize of transformers 5.23.
it.each([
  [
    { width: 1240, height: 1754 },
    { width: 644, height: 896 },
  ],
  [
    { width: 42, height: 70 },
    { width: 56, height: 56 },
  ],
  [
    { width: 640, height: 480 },
    { width: 644, height: 476 },
  ],
  [
    { width: 1, height: 1 },
    { width: 56, height: 56 },
  ],
  [
    { width: 1, height: 150 },
    { width: 28, height: 700 },
  ],
  [
    { width: 20_000, height: 101 },
    { width: 10_892, height: 28 },
  ],
])("sizes %j as %j", (image, size) => expect(smartSize(image, 28, range)).toEqual(size));

it("refuses an image over 200 times as long as wide", () => {
  expect(() => smartSize({ width: 201, height: 1 }, 28, range)).toThrow(/201 × 1 pixels/);
});
