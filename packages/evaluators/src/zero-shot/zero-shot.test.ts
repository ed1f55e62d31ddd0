import { readFileSync } from "node:fs";
import { memoryTable, type Similarity } from "@mieb/core";
import { describe, expect, it } from "vitest";
import { planTiny, scoreTiny, vectors, type TinyTask } from "../../test/tiny-task.ts";
import { zeroShot } from "./zero-shot.ts";

interface Case {
  readonly name: string;
  readonly modalities: string[];
  readonly similarity: Similarity;
  readonly dimension: number;
  readonly candidates: number[];
  readonly images: number[];
  readonly labels: number[];
  readonly predictions: number[][];
  readonly expected: Record<string, number | null>;
}
const fixtureFile = new URL("../../test/fixtures/zero-shot.json", import.meta.url);
const { cases } = JSON.parse(readFileSync(fixtureFile, "utf8")) as { cases: Case[] };

const classLabel = { label: { kind: "class-label" as const, names: ["cat", "dog"] } };
const table = (labels: readonly (number | string | null)[], features = classLabel) =>
  memoryTable("tiny/data (default/test)", { image: labels.map(() => null), label: [...labels] }, features);
const plan = (tiny: TinyTask) => planTiny(zeroShot, tiny);

describe("zeroShot scores what mteb scores", () => {
  it.each(cases)("$name", async ({ modalities, similarity, dimension, candidates, images, labels, ...answer }) => {
    const candidateLabels = Array.from({ length: candidates.length / dimension }, (_, index) => `class ${index}`);
    const planned = await plan({
      metadata: { modalities },
      options: { candidateLabels },
      repository: { "default/test": table(labels) },
    });
    const { scores, predictions } = await scoreTiny(zeroShot, planned, {
      embeddings: { candidates: vectors(candidates, dimension), test: vectors(images, dimension, 7) },
      similarity,
      wantsPredictions: true,
    });
    expect(Object.keys(scores)).toEqual(Object.keys(answer.expected));
    for (const [name, value] of Object.entries(answer.expected)) {
      if (value === null) expect(scores[name], name).toBeNull();
      else expect(scores[name], name).toBeCloseTo(value, 12);
    }
    const flat = (predictions as number[][]).flat();
    answer.predictions.flat().forEach((value, index) => expect(flat[index]).toBeCloseTo(value, 5));
  });
});

describe("zeroShot plans", () => {
  it("puts class names into the template", async () => {
    const { requests } = await plan({
      columns: { image: "image" },
      options: { template: "a photo of a {name}, {name}." },
      repository: { "default/test": table([0, 1]) },
    });
    expect(requests).toEqual({
      candidates: { texts: ["a photo of a cat, cat.", "a photo of a dog, dog."] },
      test: { table: "test", image: "image" },
    });
  });

  it("asks the task's hook first", async () => {
    const { requests } = await plan({
      hooks: { candidateLabels: () => ["x", "y"] },
      options: { candidateLabels: ["unused"] },
      repository: { "default/test": table([0]) },
    });
    expect(requests["candidates"]).toEqual({ texts: ["x", "y"] });
  });

  it("finds text labels among the candidates", async () => {
    const { truth } = await plan({
      options: { candidateLabels: ["cat", "dog"] },
      repository: { "only/test": table(["dog", "cat"]) },
    });
    expect(truth).toEqual({ labels: [1, 0], scoring: "similarity" });
  });
});

describe("zeroShot refuses", () => {
  it.each([
    ["a label beyond the candidates", 2, /row 1: expected a label from 0 to 1 .*, got the number 2/],
    ["a negative label", -1, /row 1/],
    ["a missing label", null, /row 1: .* got null/],
    ["an unknown text", "cow", /row 1: .* got the text "cow"/],
  ])("%s", async (_, label, message) => {
    const refusal = expect(plan({ repository: { "default/test": table([0, label]) } })).rejects;
    await refusal.toMatchObject({ code: "DATASET_INVALID_VALUE", message: expect.stringMatching(message) });
    await refusal.toThrow(/tiny\/data \(default\/test\): column "label"/);
  });

  it("an empty split", async () => {
    await expect(plan({ repository: { "default/test": table([]) } })).rejects.toMatchObject({
      code: "DATASET_EMPTY_SPLIT",
    });
  });

  it("a column without class names", async () => {
    const refusal = plan({ options: { labelsFrom: "image" }, repository: { "default/test": table([0]) } });
    await expect(refusal).rejects.toMatchObject({ code: "DATASET_INVALID_VALUE" });
  });

  it.each([
    ["NaN", [1, 0, Number.NaN, 0], ["text", "image"], /request "test": the vector of row 1 holds NaN/],
    ["infinity", [1, 0, Infinity, 0], ["text", "image"], /row 1 holds NaN or an infinity/],
    [
      "a zero vector under softmax",
      [1, 0, 0, 0],
      ["image", "text"],
      /request "test": the vector of row 1 is all zeros/,
    ],
  ])("%s", async (_, images, modalities, message) => {
    const planned = await plan({ metadata: { modalities }, repository: { "default/test": table([0, 1]) } });
    const embeddings = { candidates: vectors([1, 0, 0, 1], 2), test: vectors(images, 2, 1) };
    await expect(scoreTiny(zeroShot, planned, { embeddings })).rejects.toMatchObject({
      code: "EVALUATION_INVALID_EMBEDDINGS",
      message: expect.stringMatching(message),
    });
  });

  it("to go on after an abort", async () => {
    const planned = await plan({ repository: { "default/test": table([0]) } });
    const embeddings = { candidates: vectors([1, 0, 0, 1], 2), test: vectors([1, 0], 2) };
    const scoring = scoreTiny(zeroShot, planned, { embeddings, signal: AbortSignal.abort() });
    await expect(scoring).rejects.toMatchObject({ code: "ABORTED" });
  });
});

it("gives every image the first candidate when all score the same", async () => {
  const planned = await plan({ repository: { "default/test": table([0, 1, 1, 0, 0]) } });
  const embeddings = { candidates: vectors([1, 0, 1, 0], 2), test: vectors(Array(10).fill(1), 2) };
  const { scores } = await scoreTiny(zeroShot, planned, { embeddings });
  expect(scores).toMatchObject({ accuracy: 0.6, recall: 0.5, precision: 0.3 });
});
