import { describe, expect, it } from "vitest";
import { parseCount, parseSize, parseVerbosity } from "./parse-values.ts";

describe("parseSize", () => {
  it.each([
    ["4GB", 4 * 2 ** 30],
    ["512 MiB", 512 * 2 ** 20],
    ["1.5g", 1.5 * 2 ** 30],
    ["1000000", 1_000_000],
    ["2k", 2048],
    ["10B", 10],
  ])("%s is %d bytes", (text, bytes) => expect(parseSize(text)).toBe(bytes));

  it.each(["", "GB", "0", "-1GB", "4XB", "many", "1e3"])("refuses %j", (text) =>
    expect(() => parseSize(text)).toThrow(/size such as/),
  );
});

describe("parseCount and parseVerbosity", () => {
  it("take whole numbers in range only", () => {
    expect([parseCount("8"), parseVerbosity("0"), parseVerbosity("3")]).toEqual([8, 0, 3]);
    for (const text of ["0", "-1", "1.5", "x", ""]) expect(() => parseCount(text)).toThrow(/whole number/);
    for (const text of ["4", "-1", ""]) expect(() => parseVerbosity(text)).toThrow(/0, 1, 2 or 3/);
  });
});
