import { readFileSync } from "node:fs";
import { memoryTable, type EvaluationPlan, type Value } from "@mieb/core";
import { describe, expect, it } from "vitest";
import { planTiny, scoreTiny, vectors, type TinyTask } from "../../test/tiny-task.ts";
import { drawSamples } from "./draw-samples.ts";
import { linearProbe } from "./linear-probe.ts";
import type { LinearProbeTruth } from "./plan-linear-probe.ts";

interface Samples {
  readonly labels: number[];
  readonly samplesPerLabel: number;
  readonly experiments: number;
  readonly expected: number[][];
}
const fixtureFile = new URL("../../test/fixtures/linear-probe.json", import.meta.url);
const { samples } = JSON.parse(readFileSync(fixtureFile, "utf8")) as { samples: Samples[] };

const split = (name: string, labels: readonly Value[]) =>
  memoryTable(`tiny/data (default/${name})`, { image: labels.map(() => null), label: [...labels] });
const tables = (train: readonly Value[], test: readonly Value[]) => ({
  "default/train": split("train", train),
  "default/test": split("test", test),
});
const plan = async (tiny: TinyTask) => (await planTiny(linearProbe, tiny)) as EvaluationPlan<LinearProbeTruth>;

it.each(samples)("draws what mteb draws: $samplesPerLabel per label", ({ labels, expected, ...draw }) => {
  expect(drawSamples(labels, { ...draw, seed: 42 })).toEqual(expected);
});

describe("linearProbe plans", () => {
  it("the drawn training rows, ascending, and the whole test split", async () => {
    const { labels, samplesPerLabel, experiments, expected } = samples[0]!;
    const { requests, truth } = await plan({
      options: { samplesPerLabel, experiments },
      repository: tables(labels, [0, 1]),
    });
    const rows = [...new Set(expected.flat())].toSorted((a, b) => a - b);
    expect(requests).toEqual({
      train: { table: "train", image: "image", rows },
      test: { table: "test", image: "image" },
    });
    expect(truth.experiments.map((positions) => positions.map((position) => truth.trainRows[position]))).toEqual(
      expected,
    );
    expect(truth.trainLabels).toEqual(rows.map((row) => labels[row]));
  });

  it("text labels as numbers in byte order", async () => {
    const { truth } = await plan({ repository: tables(["b", "a", "Z"], ["a", "Z", "y"]) });
    expect(truth.trainRows.map((row) => truth.trainLabels[truth.trainRows.indexOf(row)])).toEqual([2, 1, 0]);
    expect(truth.testLabels).toEqual([1, 0, 3]);
  });
});

/** Vectors that tell two classes apart: the first coordinate is the label. */
const separable = (labels: readonly number[]) =>
  vectors(
    labels.flatMap((label, row) => [label * 4 - 2, (row % 3) * 0.1]),
    2,
    2,
  );

describe("linearProbe scores", () => {
  const test = [0, 1, 1, 0, 1];

  it("separable classes perfectly, in the fields and order of the result file", async () => {
    const planned = await plan({ repository: tables([0, 1, 0, 1], test), options: { experiments: 2 } });
    const { scores, predictions } = await scoreTiny(linearProbe, planned, {
      embeddings: { train: separable(planned.truth.trainLabels), test: separable(test) },
      wantsPredictions: true,
    });
    const perfect = {
      accuracy: 1,
      f1: 1,
      f1_weighted: 1,
      precision: 1,
      precision_weighted: 1,
      recall: 1,
      recall_weighted: 1,
      ap: 1,
      ap_weighted: 1,
    };
    expect(scores).toEqual({ scores_per_experiment: [perfect, perfect], ...perfect });
    expect(Object.keys(scores)).toEqual(["scores_per_experiment", ...Object.keys(perfect)]);
    expect(predictions).toEqual([test, test]);
  });

  it("undefined average precision as NaN over null", async () => {
    const labels = [0, 1, 2, 0, 1, 2];
    const planned = await plan({ repository: tables(labels, labels), options: { experiments: 1 } });
    const { scores } = await scoreTiny(linearProbe, planned, {
      embeddings: { train: separable(planned.truth.trainLabels), test: separable(labels) },
    });
    expect(scores).toMatchObject({ accuracy: 1, ap: Number.NaN, scores_per_experiment: [{ ap: null }] });
  });

  it("one class everywhere when all vectors are the same", async () => {
    const planned = await plan({ repository: tables([0, 0, 1, 2], [0, 1, 2, 0]), options: { experiments: 1 } });
    const same = (count: number) => vectors(Array(2 * count).fill(0.5), 2);
    const { scores } = await scoreTiny(linearProbe, planned, { embeddings: { train: same(4), test: same(4) } });
    expect(scores).toMatchObject({ accuracy: 0.5, recall: 1 / 3 });
  });
});

describe("linearProbe refuses", () => {
  it.each([
    ["an empty test split", tables([0, 1], []), "DATASET_EMPTY_SPLIT", /default\/test/],
    ["an empty training split", tables([], [0, 1]), "DATASET_EMPTY_SPLIT", /default\/train/],
    [
      "a missing label",
      tables([0, null], [0]),
      "DATASET_INVALID_VALUE",
      /column "label", row 1: expected an integer, got null/,
    ],
    ["a fraction", tables([0, 1], [0.5]), "DATASET_INVALID_VALUE", /default\/test\): column "label", row 0/],
    ["a single class", tables([1, 1], [1]), "DATASET_INVALID_VALUE", /holds a single label in 2 rows/],
  ])("%s", async (_, repository, code, message) => {
    await expect(plan({ repository })).rejects.toMatchObject({ code, message: expect.stringMatching(message) });
  });

  it.each([5, -1])("label %d beyond the class names", async (label) => {
    const features = { label: { kind: "class-label" as const, names: ["a", "b"] } };
    const train = memoryTable("tiny/data (default/train)", { image: [null, null], label: [0, label] }, features);
    const repository = { ...tables([], [0]), "default/train": train };
    await expect(plan({ repository })).rejects.toMatchObject({
      message: `tiny/data (default/train): column "label", row 1: expected an integer from 0 to 1, got the number ${label}.`,
    });
  });

  it("vectors that are not finite, naming the row of the split", async () => {
    const planned = await plan({
      repository: tables([0, 0, 0, 1], [0]),
      options: { samplesPerLabel: 1, experiments: 1 },
    });
    const embeddings = { train: vectors([0, Number.NaN, 1, 1], 2), test: vectors([0, 0], 2) };
    const row = planned.truth.trainRows[0]!;
    await expect(scoreTiny(linearProbe, planned, { embeddings })).rejects.toMatchObject({
      code: "EVALUATION_INVALID_EMBEDDINGS",
      message: `Embeddings of request "train": the vector of row ${row} holds NaN or an infinity.`,
    });
  });
});
