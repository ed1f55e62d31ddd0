import { readFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { averagePrecision } from "./average-precision.ts";
import { classificationMetricNames, classificationScores } from "./classification-scores.ts";
import { classificationMetrics } from "./metrics.ts";

interface Fixture {
  readonly labels: readonly { name: string; truth: number[]; predicted: number[]; expected: Record<string, number> }[];
  readonly scored: readonly { name: string; truth: number[]; scores: number[]; expected: number }[];
}
const fixtureFile = new URL("../../test/fixtures/classification.json", import.meta.url);
const fixture = JSON.parse(readFileSync(fixtureFile, "utf8")) as Fixture;

describe("classificationScores", () => {
  it.each(fixture.labels)("agrees with scikit-learn: $name", ({ truth, predicted, expected }) => {
    const scores = classificationScores(truth, predicted, predicted);
    const averages = classificationMetricNames.filter((name) => !name.startsWith("ap"));
    for (const name of averages) expect(scores[name], name).toBeCloseTo(expected[name] ?? Number.NaN, 12);
  });

  it("leaves average precision out unless the truth is binary with a label 1", () => {
    expect(classificationScores([0, 1, 2], [0, 1, 2], [0, 1, 2]).ap).toBeNull();
    expect(classificationScores([0, 3, 3], [0, 3, 3], [0, 3, 3]).ap).toBeNull();
    expect(classificationScores([0, 1, 1], [0, 1, 1], [0, 1, 1])).toMatchObject({ ap: 1, ap_weighted: 1 });
  });

  it("scores a constant prediction at that label's share, whatever the labels", () => {
    const columns = fc.array(fc.integer({ min: -2, max: 3 }), { minLength: 1, maxLength: 40 });
    fc.assert(
      fc.property(columns, fc.integer({ min: -2, max: 3 }), (truth, constant) => {
        const share = truth.filter((label) => label === constant).length / truth.length;
        const predicted = truth.map(() => constant);
        const scores = classificationScores(truth, predicted, predicted);
        expect(scores.accuracy).toBeCloseTo(share, 12);
        expect(scores.recall_weighted).toBeCloseTo(share, 12);
        expect(scores.precision_weighted).toBeCloseTo(share * share, 12);
      }),
    );
  });
});

describe("averagePrecision", () => {
  it.each(fixture.scored)("agrees with scikit-learn: $name", ({ truth, scores, expected }) => {
    expect(averagePrecision(truth, scores)).toBeCloseTo(expected, 12);
  });

  it("is 0 without positive rows", () => {
    expect(averagePrecision([0, 0], [1, 2])).toBe(0);
  });
});

describe("classificationMetrics", () => {
  it("computes what classificationScores reports under the same name", () => {
    const [truth, predicted] = [
      [0, 1, 1, 0, 1],
      [0, 1, 0, 1, 1],
    ];
    const scores: Record<string, number | null> = { ...classificationScores(truth, predicted, predicted) };
    const reported = classificationMetrics.filter(({ name }) => name in scores);
    expect(reported).toHaveLength(8);
    for (const metric of reported) expect(metric.compute(truth, predicted)).toBe(scores[metric.name]);
  });
});
