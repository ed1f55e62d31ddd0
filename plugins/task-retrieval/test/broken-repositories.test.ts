import { cellName, readStrings, type Task, type TaskDataset } from "@mieb/core";
import { evaluatorsPlugin } from "@mieb/evaluators";
import { drawPng, planTask, serveDataset, type StoredColumns } from "@mieb/testing";
import { describe, expect, it } from "vitest";
import { hatefulMemesT2I } from "../src/tasks/hateful-memes.ts";
import { memotionI2T } from "../src/tasks/memotion.ts";
import { sciMmirT2I } from "../src/tasks/sci-mmir.ts";
import { witT2I } from "../src/tasks/wit.ts";
import { xFlickr30kCoT2I } from "../src/tasks/x-flickr30k-co.ts";

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

describe("what a loading cannot use is named by repository, config, split and row:", () => {
  const en = { image_id: ["x", "y"], captions: [["a"], ["b"]] };
  const memes = { id: ["1", "2"], text: ["a", "b"] };

  it.each<readonly [string, Task, Readonly<Record<string, StoredColumns>>, string | undefined, string]>([
    [
      "a language the repository lacks",
      witT2I,
      { en, de: en },
      "ko",
      'mteb/wit (default) has no split "ko"; it has en, de.',
    ],
    [
      "an empty list of captions",
      witT2I,
      { en: { ...en, captions: [["a"], []] } },
      "en",
      'mteb/wit (default/en): column "captions", row 1: expected a list of at least one text, got an empty list.',
    ],
    [
      "an image without an id",
      witT2I,
      { en: { ...en, image_id: ["x", null] } },
      "en",
      'mteb/wit (default/en): column "image_id", row 1: expected a text, got null.',
    ],
    [
      "a language of one caption a row that is lacking",
      xFlickr30kCoT2I,
      { de: { id: ["0"], sentences: ["ein Hund"] } },
      "zh",
      'mteb/xflickrco (default) has no split "zh"; it has de.',
    ],
    [
      "a row without an id",
      xFlickr30kCoT2I,
      { de: { id: ["0", null], sentences: ["ein Hund", "eine Katze"] } },
      "de",
      'mteb/xflickrco (default/de): column "id", row 1: expected an id (text or integer), got null.',
    ],
    [
      "a meme of another split without a text",
      hatefulMemesT2I,
      { test: memes, validation: { ...memes, text: ["a", null] }, train: memes },
      undefined,
      'mteb/MMSoc_HatefulMemes (default/validation): column "text", row 1: expected a text, got null.',
    ],
    [
      "memes that all lack a text",
      memotionI2T,
      { train: { text_corrected: ["a"] }, test: { text_corrected: [null, null] } },
      undefined,
      'mteb/MMSoc_Memotion_corrected (default/test): every row has a null in column "text_corrected".',
    ],
  ])("%s", async (_, task, splits, subset, message) => {
    await expect(load(task, splits, subset)).rejects.toThrow(message);
  });

  it.each<readonly [string, Task, StoredColumns, string | undefined, string]>([
    [
      "a sentence that is null",
      xFlickr30kCoT2I,
      { id: ["0", "1"], sentences: ["ein Hund", null] },
      "de",
      'mteb/xflickrco (default/de): column "sentences", row 1',
    ],
    ["a caption that is null", sciMmirT2I, { text: ["a", null] }, undefined, 'column "text", row 1'],
  ])("%s, once it is read to be encoded", async (_, task, columns, subset, place) => {
    const { queries } = await load(task, { [subset ?? "test"]: columns }, subset);
    await expect(readStrings(queries!, "text")).rejects.toThrow(`${place}: expected a text, got null.`);
  });
});
