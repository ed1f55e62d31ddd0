import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { pairwiseSum } from "./pairwise-sum.ts";
import { roundDecimals } from "./round-decimals.ts";

interface Fixture {
  readonly sums: readonly { count: number; sum: number }[];
  readonly rounded: readonly { value: number; digits: number; expected: number }[];
}
const fixtureFile = new URL("../../test/fixtures/numerics.json", import.meta.url);
const fixture = JSON.parse(readFileSync(fixtureFile, "utf8")) as Fixture;

describe("pairwiseSum", () => {
  it.each(fixture.sums)("adds $count numbers to numpy's last bit", ({ count, sum }) => {
    const values = Float64Array.from({ length: count }, (_, i) => 1 / (i + 3));
    expect(pairwiseSum(values)).toBe(sum);
  });
});

describe("roundDecimals", () => {
  it("rounds as Python does, exact ties to even", () => {
    for (const { value, digits, expected } of fixture.rounded) {
      expect(roundDecimals(value, digits), `${value} to ${digits}`).toBe(expected);
    }
  });
});
