import { describe, expect, it } from "vitest";
import { pythonFloat, roundToSixDecimals } from "./python-number.ts";

describe("roundToSixDecimals", () => {
  // Right-hand sides from CPython 3.11: round(value, 6).
  it.each([
    [0.0078125, 0.007812],
    [0.0234375, 0.023438],
    [-0.0078125, -0.007812],
    [0.1234565, 0.123456],
    [2.6754345, 2.675435],
    [0.9999995, 1],
    [4503599627370.499, 4503599627370.499],
    [1e22, 1e22],
  ])("rounds %d as Python does", (value, rounded) => {
    expect(roundToSixDecimals(value)).toBe(rounded);
  });
});

describe("pythonFloat", () => {
  // Right-hand sides from CPython 3.11: repr(value).
  it.each([
    [0, "0.0"],
    [-0, "-0.0"],
    [1, "1.0"],
    [0.05, "0.05"],
    [0.0001, "0.0001"],
    [0.00001, "1e-05"],
    [1.5e-7, "1.5e-07"],
    [-123.25, "-123.25"],
    [1795412961.19652, "1795412961.19652"],
    [123456789012345680, "1.2345678901234568e+17"],
    [1e15, "1000000000000000.0"],
    [1e16, "1e+16"],
    [5e-324, "5e-324"],
    [Number.NaN, "NaN"],
  ])("writes %d as Python's repr", (value, text) => {
    expect(pythonFloat(value)).toBe(text);
  });
});
