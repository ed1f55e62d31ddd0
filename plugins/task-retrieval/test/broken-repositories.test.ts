import { cellName, type Task, type TaskDataset } from "@mieb/core";
import { evaluatorsPlugin } from "@mieb/evaluators";
import { drawPng, planTask, serveDataset, type StoredColumns } from "@mieb/testing";
import { describe, expect, it } from "vitest";
import { hatefulMemesT2I } from "../src/tasks/hateful-memes.ts";
import { memotionI2T } from "../src/tasks/memotion.ts";
import { witT2I } from "../src/tasks/wit.ts";

const retrieval = evaluatorsPlugin.evaluators?.find(({ name }) => name === "retrieval");
const image = { bytes: drawPng(4, 4, 1) };

/** Serves the splits, an image in each row, and loads and plans the task on them. */
async function load(
  task: Task,
  splits: Readonly<Record<string, StoredColumns>>,
  subset?: string,
): Promise<TaskDataset> {
  const stored = Object.entries(splits).map(([split, columns]) => {
    const images = Object.values(columns)[0]?.map(() => image) ?? [];
    return [split, { image: images, ...columns }];
  });
  await using served = await serveDataset(task.metadata.dataset.path, { default: Object.fromEntries(stored) });
  const { dataset } = await planTask(task, { ...served, evaluator: retrieval!, subset });
  return dataset;
}

describe("a row is told as the repository counts it", () => {
  it("where rows before it were filtered out and other splits stand before its own", async () => {
    const { queries, corpus } = await load(memotionI2T, {
      train: { text_corrected: [null, "a"] },
      test: { text_corrected: ["b", null, "c"] },
    });
    expect(await corpus?.read("text")).toEqual(["a", "b", "c"]);
    const path = "mteb/MMSoc_Memotion_corrected";
    expect(cellName(queries!, { column: "image", row: 1 })).toBe(`${path} (default/test): column "image", row 2`);
    expect([0, 2].map((row) => cellName(corpus!, { column: "text", row }))).toEqual([
      `${path} (default/train): column "text_corrected", row 1`,
      `${path} (default/test): column "text_corrected", row 2`,
    ]);
  });

  it("where splits were concatenated and rows dropped", async () => {
    const memes = {
      test: { id: ["1"], text: ["same"] },
      validation: { id: ["2", null, null], text: ["same", "other", "more"] },
      train: { id: ["5"], text: ["last"] },
    };
    await expect(load(hatefulMemesT2I, memes)).rejects.toMatchObject({
      code: "DATASET_INVALID_VALUE",
      message:
        'mteb/MMSoc_HatefulMemes (default/validation): column "id", row 1: expected an id (text or integer), got null.',
    });
  });

  it("where lists were expanded to rows of their own", async () => {
    const captions = [["a", "b"], ["c"]];
    const { queries, qrels } = await load(witT2I, { en: { image_id: ["x", "y"], captions } }, "en");
    expect([1, 2].map((row) => cellName(queries!, { column: "text", row }))).toEqual([
      'mteb/wit (default/en): column "captions", row 0',
      'mteb/wit (default/en): column "captions", row 1',
    ]);
    expect(cellName(qrels!, { column: "corpus-id", row: 2 })).toMatch(/row 1$/);
  });
});
