import { readFileSync } from "node:fs";
import { memoryTable, type Similarity, type Value } from "@mieb/core";
import { describe, expect, it } from "vitest";
import { planTiny, scoreTiny, vectors } from "../../test/tiny-task.ts";
import { sts } from "./sts.ts";

interface Case {
  readonly name: string;
  readonly similarity: Similarity;
  readonly dimension: number;
  readonly first: number[];
  readonly second: number[];
  readonly gold: number[];
  readonly predictions: Record<string, number[]>;
  readonly expected: Record<string, number>;
}
const fixtureFile = new URL("../../test/fixtures/sts.json", import.meta.url);
const { cases } = JSON.parse(readFileSync(fixtureFile, "utf8")) as { cases: Case[] };

const plan = (scores: readonly Value[]) => {
  const images = scores.map(() => null);
  const table = memoryTable("tiny/data (default/test)", { sentence1: images, sentence2: images, score: [...scores] });
  return planTiny(sts, { repository: { "default/test": table } });
};

describe("sts scores what mteb scores", () => {
  it.each(cases)("$name", async ({ similarity, dimension, first, second, gold, ...answer }) => {
    const { scores, predictions } = await scoreTiny(sts, await plan(gold), {
      embeddings: { first: vectors(first, dimension, 7), second: vectors(second, dimension, 9) },
      similarity,
      wantsPredictions: true,
    });
    expect(Object.keys(scores)).toEqual(Object.keys(answer.expected));
    const hasEqualPairs = answer.predictions["euclidean_distances"]!.includes(-0);
    for (const [name, value] of Object.entries(answer.expected)) {
      // The plain cosine of two equal vectors is 1 give or take a last bit that depends on the machine, and so its rank.
      if (hasEqualPairs && name === "spearman") continue;
      expect(scores[name], name).toBeCloseTo(value, 5);
    }
    for (const [name, values] of Object.entries(answer.predictions)) {
      const ours = (predictions as Record<string, number[]>)[name]!;
      values.forEach((value, row) => expect(ours[row], `${name} ${row}`).toBeCloseTo(value, 4));
    }
  });
});

it("asks for both image columns", async () => {
  const { requests, truth } = await plan([1.5, 4]);
  expect(requests).toEqual({
    first: { table: "test", image: "sentence1" },
    second: { table: "test", image: "sentence2" },
  });
  expect(truth).toEqual({ scores: [1.5, 4] });
});

it("leaves correlations with constant scores undefined", async () => {
  const embeddings = { first: vectors([1, 0, 0, 1], 2), second: vectors([1, 1, 1, 2], 2) };
  const { scores } = await scoreTiny(sts, await plan([3, 3]), { embeddings });
  expect(scores["cosine_spearman"]).toBeNaN();
});

describe("sts refuses", () => {
  it.each([
    ["a missing score", null, /default\/test\): column "score", row 1: expected a number, got null/],
    ["a text", "4", /got the text "4"/],
    ["NaN", Number.NaN, /row 1/],
  ])("%s", async (_, value, message) => {
    await expect(plan([1, value])).rejects.toMatchObject({
      code: "DATASET_INVALID_VALUE",
      message: expect.stringMatching(message),
    });
  });

  it("vectors that are not finite, naming side and row", async () => {
    const embeddings = { first: vectors([1, 0, 0, 1], 2), second: vectors([1, 1, 1, Number.NaN], 2) };
    await expect(scoreTiny(sts, await plan([1, 2]), { embeddings })).rejects.toMatchObject({
      code: "EVALUATION_INVALID_EMBEDDINGS",
      message: 'Embeddings of request "second": the vector of row 1 holds NaN or an infinity.',
    });
  });
});
