import { readFileSync } from "node:fs";
import { memoryTable, type EvaluationPlan, type Feature, type Value } from "@mieb/core";
import { describe, expect, it } from "vitest";
import { planTiny, scoreTiny, vectors, type TinyTask } from "../../test/tiny-task.ts";
import { knnMultilabel } from "./knn-multilabel.ts";
import { nearest } from "./nearest-rows.ts";
import type { KnnMultilabelTruth } from "./plan-knn-multilabel.ts";

interface Case {
  readonly name: string;
  readonly dimension: number;
  readonly samplesPerLabel: number;
  readonly neighbors: number;
  readonly trainLabels: number[][];
  readonly testLabels: number[][];
  readonly train: number[];
  readonly test: number[];
  readonly drawn: number[][];
  readonly predictions: number[][][];
  readonly experiments: Record<string, number>[];
}
const fixtureFile = new URL("../../test/fixtures/knn-multilabel.json", import.meta.url);
const { cases } = JSON.parse(readFileSync(fixtureFile, "utf8")) as { cases: Case[] };

const split = (name: string, labels: readonly Value[], features: Record<string, Feature> = {}) =>
  memoryTable(`tiny/data (default/${name})`, { image: labels.map(() => null), label: [...labels] }, features);
const tables = (train: readonly Value[], test: readonly Value[]) => ({
  "default/train": split("train", train),
  "default/test": split("test", test),
});
const plan = async (tiny: TinyTask) => (await planTiny(knnMultilabel, tiny)) as EvaluationPlan<KnnMultilabelTruth>;
const rowsOf = (values: number[], dimension: number, rows: readonly number[]) =>
  rows.flatMap((row) => values.slice(row * dimension, (row + 1) * dimension));

describe("knnMultilabel scores what mteb scores", () => {
  it.each(cases)("$name", async ({ dimension, trainLabels, testLabels, drawn, experiments, ...given }) => {
    const { samplesPerLabel, neighbors } = given;
    const options = { samplesPerLabel, neighbors, experiments: drawn.length };
    const planned = await plan({ options, repository: tables(trainLabels, testLabels) });
    const { trainRows } = planned.truth;
    expect(planned.truth.experiments.map((at) => at.map((position) => trainRows[position]))).toEqual(drawn);
    const { scores, predictions } = await scoreTiny(knnMultilabel, planned, {
      embeddings: {
        train: vectors(rowsOf(given.train, dimension, trainRows), dimension),
        test: vectors(given.test, dimension, 7),
      },
      options,
      wantsPredictions: true,
    });
    expect(predictions).toEqual(given.predictions);
    expect(Object.keys(scores)).toEqual(["scores_per_experiment", ...Object.keys(experiments[0]!)]);
    const ours = scores["scores_per_experiment"] as Record<string, number>[];
    for (const name of Object.keys(experiments[0]!)) {
      experiments.forEach((expected, i) => expect(ours[i]![name], name).toBeCloseTo(expected[name]!, 12));
      const mean = experiments.reduce((sum, expected) => sum + expected[name]!, 0) / experiments.length;
      expect(scores[name], name).toBeCloseTo(mean, 12);
    }
  });
});

describe("knnMultilabel plans", () => {
  const everyRow = { samplesPerLabel: 9, experiments: 1, neighbors: 1 };

  it("the drawn training rows, ascending, and the whole test split; labels in the order of the test split's", async () => {
    const planned = await plan({ options: everyRow, repository: tables([["b", "z"], [], ["a"]], [["b"], ["a", "b"]]) });
    expect(planned.requests).toEqual({
      train: { table: "train", image: "image", rows: [0, 2] },
      test: { table: "test", image: "image" },
    });
    expect(planned.truth).toMatchObject({ labelCount: 2, trainLabels: [[1], [0]], testLabels: [[1], [0, 1]] });
  });

  it("numbers above nine in the order of their values", async () => {
    const { truth } = await plan({ options: everyRow, repository: tables([[10]], [[10], [9]]) });
    expect(truth.testLabels).toEqual([[1], [0]]);
  });
});

it("gives equally near rows their order", () => {
  const distances = Float64Array.of(2, 1, 1, 0, 1);
  expect(nearest(distances, [4, 0, 2, 1, 3], 3)).toEqual([3, 4, 2]);
});

describe("knnMultilabel refuses", () => {
  it.each([
    [
      "a row without a list",
      tables([[0], null], [[0]]),
      /default\/train\): column "label", row 1: expected a list of labels/,
    ],
    ["a fraction among the labels", tables([[0]], [[0, 0.5]]), /default\/test\): column "label", row 0/],
    ["a test split without labels", tables([[0]], [[], []]), /no row of column "label" has a label/],
    ["fewer rows than neighbours", tables([[0], [1]], [[0]]), /default\/train\): 2 training rows .* 5 neighbours/],
  ])("%s", async (_, repository, message) => {
    await expect(plan({ repository })).rejects.toMatchObject({
      code: "DATASET_INVALID_VALUE",
      message: expect.stringMatching(message),
    });
  });

  it.each([2, -1])("label %d beyond the class names", async (label) => {
    const names = { kind: "class-label" as const, names: ["a", "b"] };
    const train = split("train", [[0, label]], { label: { kind: "list", item: names } });
    const refusal = plan({ repository: { ...tables([], [[0]]), "default/train": train } });
    await expect(refusal).rejects.toThrow(/row 0: expected a list of labels from 0 to 1/);
  });

  it("vectors that are not finite, naming the row of the split", async () => {
    const options = { samplesPerLabel: 9, experiments: 1, neighbors: 1 };
    const planned = await plan({ options, repository: tables([[], [0]], [[0]]) });
    const embeddings = { train: vectors([Infinity, 0], 2), test: vectors([0, 0], 2) };
    await expect(scoreTiny(knnMultilabel, planned, { embeddings, options })).rejects.toMatchObject({
      code: "EVALUATION_INVALID_EMBEDDINGS",
      message: 'Embeddings of request "train": the vector of row 1 holds NaN or an infinity.',
    });
  });
});
