import {
  memoryTable,
  type AnyTask,
  type LoadContext,
  type Table,
  type Task,
  type TaskDataset,
  type Value,
} from "@mieb/core";
import { evaluatorsPlugin } from "@mieb/evaluators";
import { evaluateInMemory, memoryRepository } from "@mieb/testing";
import { describe, expect, it } from "vitest";
import { hatefulMemesI2T } from "../src/tasks/hateful-memes.ts";
import { memotionT2I } from "../src/tasks/memotion.ts";
import { sciMmirT2I } from "../src/tasks/sci-mmir.ts";
import { witT2I } from "../src/tasks/wit.ts";
import { xFlickr30kCoT2I } from "../src/tasks/x-flickr30k-co.ts";

type Columns = Readonly<Record<string, readonly Value[]>>;
const image = { bytes: Uint8Array.of(1) };

function repositoryOf({ metadata }: AnyTask, splits: Readonly<Record<string, Columns>>) {
  const { path } = metadata.dataset;
  const tables = Object.entries(splits).map(([split, columns]): [string, Table] => [
    split,
    memoryTable(`${path} (default/${split})`, columns),
  ]);
  return memoryRepository(path, { default: Object.fromEntries(tables) });
}

async function load(task: AnyTask, splits: Readonly<Record<string, Columns>>, subset = "default") {
  const repository = repositoryOf(task, splits);
  const context = { task: task.metadata, columns: {}, options: {}, repository, split: "test", subset };
  return (await (task as Task).loadDataset?.(context satisfies LoadContext)) ?? {};
}

async function contents(dataset: TaskDataset, columns: Readonly<Record<string, readonly string[]>>) {
  const cells = Object.entries(columns).map(async ([table, names]) => {
    const values = await Promise.all(names.map(async (name) => [name, await dataset[table]?.read(name)]));
    return [table, Object.fromEntries(values)] as const;
  });
  return Object.fromEntries(await Promise.all(cells));
}

const qrels = ["query-id", "corpus-id", "score"];

describe("caption lists", () => {
  const splits = {
    en: { image_id: ["w0", "w1"], image: [image, image], captions: [["a", ""], ["b"]] },
    tr: { image_id: ["w0"], image: [image], captions: [["c"]] },
  };

  it("make a query of every caption, also of an empty one", async () => {
    const dataset = await load(witT2I, splits, "en");
    expect(await contents(dataset, { queries: ["id", "text"], corpus: ["id"], qrels })).toEqual({
      queries: { id: ["query-w0-0", "query-w0-1", "query-w1-0"], text: ["a", "", "b"] },
      corpus: { id: ["corpus-w0", "corpus-w1"] },
      qrels: {
        "query-id": ["query-w0-0", "query-w0-1", "query-w1-0"],
        "corpus-id": ["corpus-w0", "corpus-w0", "corpus-w1"],
        score: [1, 1, 1],
      },
    });
  });

  it("of a language the repository lacks name those it has", async () => {
    await expect(load(witT2I, splits, "ko")).rejects.toMatchObject({
      code: "DATASET_SPLIT_NOT_FOUND",
      message: 'mteb/wit (default) has no split "ko"; there is en, tr.',
    });
  });

  it.each([
    ["an empty list", [], "an empty list"],
    ["a null among the captions", ["a", null], "a list of 2 values, 1 of them null"],
    ["no list", null, "null"],
  ])("refuse %s, naming repository, config, split and row", async (_, captions, came) => {
    const en = { image_id: ["w0", "w1"], image: [image, image], captions: [["a"], captions] };
    await expect(load(witT2I, { en }, "en")).rejects.toMatchObject({
      code: "DATASET_INVALID_VALUE",
      message: `mteb/wit (default/en): column "captions", row 1: expected a list of at least one text, got ${came}.`,
    });
  });
});

describe("caption rows", () => {
  const rows = { id: ["0", "1"], image: [image, image], sentences: ["ein Hund", "eine Katze"] };

  it("make a query and a document of each row", async () => {
    const dataset = await load(xFlickr30kCoT2I, { de: rows }, "de");
    expect(await contents(dataset, { queries: ["id", "text"], corpus: ["id"], qrels })).toEqual({
      queries: { id: ["query-0", "query-1"], text: ["ein Hund", "eine Katze"] },
      corpus: { id: ["corpus-0", "corpus-1"] },
      qrels: { "query-id": ["query-0", "query-1"], "corpus-id": ["corpus-0", "corpus-1"], score: [1, 1] },
    });
  });

  it("without an id are refused, naming repository, config, split and row", async () => {
    const repository = repositoryOf(xFlickr30kCoT2I, { de: { ...rows, id: ["0", null] } });
    const retrieval = evaluatorsPlugin.evaluators?.find(({ name }) => name === "retrieval");
    const evaluation = evaluateInMemory(xFlickr30kCoT2I as Task, retrieval!, repository, () => {
      throw new Error("nothing is encoded before the ids are read");
    });
    await expect(evaluation).rejects.toMatchObject({
      code: "DATASET_INVALID_VALUE",
      message: 'mteb/xflickrco (default/de): column "id", row 1: expected an id (text or integer), got null.',
    });
  });
});

describe("hateful memes", () => {
  const memes = (ids: readonly Value[], text: readonly Value[]): Columns => ({
    id: ids,
    text,
    image: ids.map(() => image),
  });
  const splits = {
    train: memes(["1", "2"], ["new", "old"]),
    validation: memes(["3"], ["middle "]),
    test: memes(["4", "5", "6"], ["old", "same", "same"]),
  };

  it("keep the first document of each text, and judgements of documents that are gone", async () => {
    const dataset = await load(hatefulMemesI2T, splits);
    expect(await contents(dataset, { queries: ["id", "text"], corpus: ["id", "text"], qrels })).toEqual({
      queries: { id: ["query-4", "query-5", "query-6"], text: ["old", "same", "same"] },
      corpus: { id: ["corpus-4", "corpus-5", "corpus-3", "corpus-1"], text: ["old", "same", "middle", "new"] },
      qrels: {
        "query-id": ["query-4", "query-5", "query-6"],
        "corpus-id": ["corpus-4", "corpus-5", "corpus-6"],
        score: [1, 1, 1],
      },
    });
  });

  it("refuse a null text, naming repository, config, split and row of its own split", async () => {
    const nothing = { ...splits, validation: memes(["3"], [null]) };
    await expect(load(hatefulMemesI2T, nothing)).rejects.toThrow(
      'mteb/MMSoc_HatefulMemes (default/validation): column "text", row 0: expected a text, got null.',
    );
  });

  it("need all three splits", async () => {
    const { train, test } = splits;
    await expect(load(hatefulMemesI2T, { train, test })).rejects.toMatchObject({
      code: "DATASET_SPLIT_NOT_FOUND",
      message: expect.stringContaining('mteb/MMSoc_HatefulMemes (default) has no split "validation"'),
    });
  });
});

describe("memotion", () => {
  const memes = (...texts: Value[]): Columns => ({ text_corrected: texts, image: texts.map(() => image) });

  it("leaves out memes without a text and numbers the others split by split", async () => {
    const dataset = await load(memotionT2I, { train: memes(null, " x"), test: memes("y ", null, "z") });
    expect(await contents(dataset, { queries: ["id", "text"], corpus: ["id", "text"], qrels })).toEqual({
      queries: { id: ["query-test-0", "query-test-1"], text: ["y ", "z"] },
      corpus: { id: ["corpus-train-0", "corpus-test-0", "corpus-test-1"], text: ["x", "y", "z"] },
      qrels: {
        "query-id": ["query-test-0", "query-test-1"],
        "corpus-id": ["corpus-test-0", "corpus-test-1"],
        score: [1, 1],
      },
    });
  });

  it("without any text names repository, config and split", async () => {
    await expect(load(memotionT2I, { test: memes(null, null) })).rejects.toMatchObject({
      code: "DATASET_EMPTY_SPLIT",
      message: 'mteb/MMSoc_Memotion_corrected (default/test): every row has a null in column "text_corrected".',
    });
  });
});

it("SciMMIR pairs each row with itself, also where captions are equal", async () => {
  const dataset = await load(sciMmirT2I, { test: { text: [" a", " a"], image: [image, image] } });
  expect(await contents(dataset, { queries: ["id", "text"], corpus: ["id", "text"], qrels })).toEqual({
    queries: { id: ["query-test-0", "query-test-1"], text: [" a", " a"] },
    corpus: { id: ["corpus-test-0", "corpus-test-1"], text: ["a", "a"] },
    qrels: {
      "query-id": ["query-test-0", "query-test-1"],
      "corpus-id": ["corpus-test-0", "corpus-test-1"],
      score: [1, 1],
    },
  });
});
