import { describe, expect, it } from "vitest";
import { float32ToHalf, halfToFloat32 } from "./half-precision.ts";

describe("half precision", () => {
  it("keeps every half through float32 and back", () => {
    const all = Uint16Array.from({ length: 65536 }, (_, pattern) => pattern);
    const isNaN16 = (pattern: number): boolean => (pattern & 0x7c00) === 0x7c00 && (pattern & 0x3ff) !== 0;
    const numbers = all.filter((pattern) => !isNaN16(pattern));
    expect(float32ToHalf(halfToFloat32(numbers))).toEqual(numbers);
    expect(halfToFloat32(all.filter(isNaN16)).every(Number.isNaN)).toBe(true);
  });

  it.each([
    [1 + 2 ** -11, 1],
    [1 + 3 * 2 ** -11, 1 + 2 ** -9],
    [65519, 65504],
    [65520, Infinity],
    [-1e10, -Infinity],
    [2 ** -25, 0],
    [1.5 * 2 ** -24, 2 ** -23],
    [2 ** -14 - 2 ** -26, 2 ** -14],
    [NaN, NaN],
  ])("rounds %d to %d, ties to even", (value, expected) => {
    expect(halfToFloat32(float32ToHalf(Float32Array.of(value)))[0]).toBe(expected);
  });
});
