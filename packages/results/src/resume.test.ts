import type { ScoreEntry, TaskMetadata, TaskResult } from "@mieb/core";
import { describe, expect, it } from "vitest";
import { mergeEntry, missingEvaluations, planResumption, versionRange } from "./resume.ts";

const entry = (hf_subset: string, mteb_version: string | null = "2.26.24"): ScoreEntry => ({
  main_score: 0.5,
  hf_subset,
  languages: [],
  mteb_version,
});
const task = { name: "Tiny", dataset: { path: "tiny/tiny", revision: "2" } } as unknown as TaskMetadata;
const existing: TaskResult = {
  dataset_revision: "2",
  task_name: "Tiny",
  mteb_version: "2.26.24",
  scores: { test: [entry("en")] },
  evaluation_time: 1,
  kg_co2_emissions: null,
};
const older = { ...existing, dataset_revision: "1" };
const [have, lack] = [
  { split: "test", subset: "en" },
  { split: "test", subset: "de" },
];

describe("planResumption", () => {
  it.each([
    ["no file", "only-missing", null, [have], { base: null, missing: [have] }],
    ["no file", "never", null, [have], { base: null, missing: [have] }],
    ["a complete file", "only-missing", existing, [have], { base: existing, missing: [] }],
    ["a complete file of other data", "only-missing", older, [have], { base: older, missing: [] }],
    ["a complete file", "only-cache", existing, [have], { base: existing, missing: [] }],
    ["a partial file", "only-missing", existing, [have, lack], { base: existing, missing: [lack] }],
    ["a partial file of other data", "only-missing", older, [have, lack], { base: null, missing: [have, lack] }],
    ["a complete file", "always", existing, [have], { base: null, missing: [have] }],
  ] as const)("decides for %s under %s", (_, strategy, found, wanted, plan) => {
    expect(planResumption(task, wanted, { existing: found, strategy })).toEqual(plan);
  });

  it.each([
    ["a partial file", "never", existing],
    ["a partial file", "only-cache", existing],
    ["no file", "only-cache", null],
  ] as const)("refuses %s under %s", (_, strategy, found) => {
    expect(() => planResumption(task, [have, lack], { existing: found, strategy })).toThrow(
      expect.objectContaining({ code: "USAGE_INVALID_ARGUMENT", message: expect.stringContaining("test/de") }),
    );
  });
});

describe("merging", () => {
  it("finds what is missing, per split", () => {
    expect(missingEvaluations(existing, [have, { split: "dev", subset: "en" }])).toEqual([
      { split: "dev", subset: "en" },
    ]);
  });

  it("replaces the entry of a subset and appends new ones", () => {
    const newer = { ...entry("en"), main_score: 0.7 };
    expect(mergeEntry(existing.scores, "test", newer)).toEqual({ test: [newer] });
    expect(mergeEntry(existing.scores, "test", entry("de"))).toEqual({ test: [entry("en"), entry("de")] });
    expect(mergeEntry(existing.scores, "dev", entry("en"))).toEqual({ test: [entry("en")], dev: [entry("en")] });
  });

  it("says which versions a file mixes, by number and not by text", () => {
    expect(versionRange({ test: [entry("en")] })).toBe("2.26.24");
    expect(versionRange({ test: [entry("en", "2.9.0"), entry("de", "2.26.24"), entry("fr", null)] })).toBe(
      "2.9.0-2.26.24",
    );
    expect(versionRange({ test: [entry("en", null)] })).toBeNull();
  });
});
