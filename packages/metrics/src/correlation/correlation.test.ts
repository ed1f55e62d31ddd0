import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { averageRanks } from "./average-ranks.ts";
import { pearson } from "./pearson.ts";
import { spearman } from "./spearman.ts";

interface Case {
  readonly name: string;
  readonly a: number[];
  readonly b: number[];
  readonly ranks: number[];
  readonly pearson: number | null;
  readonly spearman: number | null;
}
const fixtureFile = new URL("../../test/fixtures/correlation.json", import.meta.url);
const { cases } = JSON.parse(readFileSync(fixtureFile, "utf8")) as { cases: Case[] };

describe("correlations agree with scipy", () => {
  it.each(cases)("$name", ({ a, b, ranks, ...expected }) => {
    expect([...averageRanks(b)]).toEqual(ranks);
    const values = { pearson: pearson(a, b), spearman: spearman(a, b) };
    for (const name of ["pearson", "spearman"] as const) {
      if (expected[name] === null) expect(values[name], name).toBeNaN();
      else expect(values[name], name).toBeCloseTo(expected[name], 12);
    }
  });

  it("leave a single row undefined", () => {
    expect(pearson([1], [2])).toBeNaN();
    expect(spearman([], [])).toBeNaN();
  });
});
