import { readFileSync } from "node:fs";
import { memoryTable, type Value } from "@mieb/core";
import { describe, expect, it } from "vitest";
import { planTiny, scoreTiny, vectors } from "../../test/tiny-task.ts";
import { imageTextPair } from "./image-text-pair.ts";

interface Case {
  readonly name: string;
  readonly dimension: number;
  readonly images: number[][];
  readonly texts: number[][];
  readonly predictions: number[][][];
  readonly expected: Record<string, number>;
}
const fixtureFile = new URL("../../test/fixtures/image-text-pair.json", import.meta.url);
const { cases } = JSON.parse(readFileSync(fixtureFile, "utf8")) as { cases: Case[] };

const columnNames = (prefix: string, count: number) => Array.from({ length: count }, (_, i) => `${prefix}_${i}`);
const plan = (options: { images: string[]; texts: string[] }, cells: readonly Value[]) => {
  const columns = [...options.images, ...options.texts].map((name) => [name, [...cells]]);
  const table = memoryTable("tiny/data (default/test)", Object.fromEntries(columns));
  return planTiny(imageTextPair, { options, repository: { "default/test": table } });
};

describe("imageTextPair scores what mteb scores", () => {
  it.each(cases)("$name", async ({ dimension, images, texts, ...answer }) => {
    const options = { images: columnNames("image", images.length), texts: columnNames("text", texts.length) };
    const sources = (kind: string, columns: number[][]) =>
      columns.map((values, i) => [`${kind} ${i}`, vectors(values, dimension, 4)] as const);
    const { scores, predictions } = await scoreTiny(
      imageTextPair,
      await plan(options, answer.predictions.map(String)),
      {
        embeddings: Object.fromEntries([...sources("image", images), ...sources("text", texts)]),
        options,
        wantsPredictions: true,
      },
    );
    expect(scores).toEqual(answer.expected);
    expect(Object.keys(scores)).toEqual(Object.keys(answer.expected));
    const [flat, expected] = [(predictions as number[][][]).flat(2), answer.predictions.flat(2)];
    expect(flat).toHaveLength(expected.length);
    expected.forEach((value, at) => expect(flat[at]).toBeCloseTo(value, 5));
  });
});

it("asks for each column, images as plain RGB", async () => {
  const { requests, truth } = await plan({ images: ["picture"], texts: ["right", "wrong"] }, ["a", "b"]);
  expect(requests).toEqual({
    "text 0": { table: "test", text: "right" },
    "text 1": { table: "test", text: "wrong" },
    "image 0": { table: "test", image: "picture", imageConversion: "rgb" },
  });
  expect(truth).toEqual({ rowCount: 2 });
});

describe("imageTextPair refuses", () => {
  const options = { images: ["picture"], texts: ["right", "wrong"] };

  it("an empty split", async () => {
    await expect(plan(options, [])).rejects.toMatchObject({ code: "DATASET_EMPTY_SPLIT" });
  });

  it("a task without texts", () => {
    expect(imageTextPair.options.safeParse({ images: ["picture"], texts: [] }).success).toBe(false);
  });

  it("images and texts of different spaces", async () => {
    const embeddings = { "text 0": vectors([1, 0], 2), "text 1": vectors([1, 0], 2), "image 0": vectors([1, 0, 0], 3) };
    const planned = await plan(options, ["a"]);
    await expect(scoreTiny(imageTextPair, planned, { embeddings, options })).rejects.toMatchObject({
      code: "EVALUATION_INVALID_EMBEDDINGS",
      message: expect.stringMatching(/got 3 and 2/),
    });
  });
});
