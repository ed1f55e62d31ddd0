import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { clusteringMetricNames, clusteringScores } from "./clustering-scores.ts";
import { largestAssignment } from "./largest-assignment.ts";
import { clusteringMetrics } from "./metrics.ts";

interface Fixture {
  readonly clusterings: readonly {
    readonly name: string;
    readonly gold: number[];
    readonly clusters: number[];
    readonly expected: Record<string, number>;
  }[];
  readonly assignments: readonly { readonly size: number; readonly values: number[]; readonly sum: number }[];
}
const fixtureFile = new URL("../../test/fixtures/clustering.json", import.meta.url);
const fixture = JSON.parse(readFileSync(fixtureFile, "utf8")) as Fixture;

describe("clusteringScores", () => {
  it.each(fixture.clusterings)("agrees with scikit-learn: $name", ({ gold, clusters, expected }) => {
    const scores = clusteringScores(gold, clusters);
    expect(Object.keys(scores)).toEqual(clusteringMetricNames);
    for (const name of clusteringMetricNames) expect(scores[name], name).toBeCloseTo(expected[name]!, 12);
  });

  it("gives each metric of the registry the same value", () => {
    const { gold, clusters, expected } = fixture.clusterings[0]!;
    const values = clusteringMetrics.map(({ name, compute }) => [name, compute(gold, clusters)] as const);
    for (const [name, value] of values) expect(value, name).toBeCloseTo(expected[name]!, 12);
  });
});

describe("largestAssignment", () => {
  it.each(fixture.assignments)("agrees with scipy on $size rows", ({ size, values, sum }) => {
    expect(largestAssignment(Float64Array.from(values), size)).toBe(sum);
  });
});
