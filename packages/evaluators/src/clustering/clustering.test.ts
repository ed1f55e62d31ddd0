import { memoryTable, type Value } from "@mieb/core";
import { describe, expect, it } from "vitest";
import { planTiny, scoreTiny, vectors } from "../../test/tiny-task.ts";
import { clustering } from "./clustering.ts";

const plan = (labels: readonly Value[]) => {
  const table = memoryTable("tiny/data (default/test)", { picture: labels.map(() => null), fine: [...labels] });
  return planTiny(clustering, {
    columns: { image: "picture", label: "fine" },
    repository: { "default/test": table },
  });
};

it("asks for the whole split", async () => {
  const { requests, truth } = await plan([7, 3, 7]);
  expect(requests).toEqual({ test: { table: "test", image: "picture" } });
  expect(truth).toEqual({ labels: [7, 3, 7] });
});

describe("clustering scores", () => {
  const labels = Array.from({ length: 30 }, (_, row) => 5 + (row % 3));

  it("separate groups perfectly, in the fields and order of the result file", async () => {
    const groups = labels.flatMap((label, row) => [label * 10 + (row % 2) * 0.1, -label]);
    const { scores, predictions } = await scoreTiny(clustering, await plan(labels), {
      embeddings: { test: vectors(groups, 2, 7) },
      wantsPredictions: true,
    });
    expect(Object.keys(scores)).toEqual(["v_measure", "nmi", "ari", "cluster_accuracy"]);
    for (const name of Object.keys(scores)) expect(scores[name], name).toBeCloseTo(1, 12);
    const ids = predictions as number[];
    expect(new Set(labels.map((label, row) => `${label} ${ids[row]}`)).size).toBe(3);
  });

  it("equal vectors as one cluster", async () => {
    const { scores } = await scoreTiny(clustering, await plan(labels), {
      embeddings: { test: vectors(Array<number>(60).fill(1), 2) },
    });
    expect(scores).toEqual({ v_measure: 0, nmi: 0, ari: 0, cluster_accuracy: 1 / 3 });
  });
});

describe("clustering refuses", () => {
  it("a missing label", async () => {
    await expect(plan([1, null])).rejects.toMatchObject({
      code: "DATASET_INVALID_VALUE",
      message: 'tiny/data (default/test): column "fine", row 1: expected an integer, got null.',
    });
  });

  it("an empty split", async () => {
    await expect(plan([])).rejects.toMatchObject({ code: "DATASET_EMPTY_SPLIT" });
  });

  it("vectors that are not finite", async () => {
    const embeddings = { test: vectors([0, 1, 0, Number.NaN], 2) };
    await expect(scoreTiny(clustering, await plan([0, 1]), { embeddings })).rejects.toMatchObject({
      code: "EVALUATION_INVALID_EMBEDDINGS",
      message: 'Embeddings of request "test": the vector of row 1 holds NaN or an infinity.',
    });
  });
});
