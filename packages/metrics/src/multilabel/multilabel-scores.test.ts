import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { multilabelMetricNames, multilabelScores } from "./multilabel-scores.ts";

interface Case {
  readonly name: string;
  readonly labelCount: number;
  readonly gold: number[];
  readonly predicted: number[];
  readonly expected: Record<string, number>;
}
const fixtureFile = new URL("../../test/fixtures/multilabel.json", import.meta.url);
const { cases } = JSON.parse(readFileSync(fixtureFile, "utf8")) as { cases: Case[] };

describe("multilabelScores", () => {
  it.each(cases)("agrees with scikit-learn and mteb: $name", ({ labelCount, gold, predicted, expected }) => {
    const scores = multilabelScores({
      gold: { values: Uint8Array.from(gold), labelCount },
      predicted: { values: Uint8Array.from(predicted), labelCount },
    });
    expect(Object.keys(scores)).toEqual(multilabelMetricNames);
    for (const name of multilabelMetricNames) expect(scores[name], name).toBeCloseTo(expected[name]!, 12);
  });

  it("counts rows without labels on either side as right", () => {
    const none = { values: new Uint8Array(4), labelCount: 2 };
    expect(multilabelScores({ gold: none, predicted: none })).toEqual({ accuracy: 1, lrap: 1, f1: 0, hamming: 1 });
  });
});
