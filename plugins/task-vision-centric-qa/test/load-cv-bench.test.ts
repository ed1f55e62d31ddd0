import { memoryTable, type Task, type Value } from "@mieb/core";
import { evaluatorsPlugin } from "@mieb/evaluators";
import { evaluateInMemory, memoryRepository } from "@mieb/testing";
import { describe, expect, it } from "vitest";
import { loadCvBench } from "../src/loading/load-cv-bench.ts";
import { blinkIT2T } from "../src/tasks/blink.ts";
import { cvBenchCount } from "../src/tasks/cv-bench.ts";

const image = { bytes: Uint8Array.of(1) };
const questions = {
  task: ["Depth", "Count", "Count", "Count"],
  question: ["nearer?", "dogs?", "cats?", "ants?"],
  image: [image, image, image, image],
  choices: [
    ["a", "b"],
    ["7", "2 ", "5", "4"],
    ["5", "7"],
    ["3", "9", "3"],
  ] as readonly Value[],
  answer: ["(A)", "(D)", "(B)", "(C)"] as readonly Value[],
};

function repositoryOf(columns: Readonly<Record<string, readonly Value[]>>) {
  return memoryRepository("mteb/CV-Bench", { default: { test: memoryTable("mteb/CV-Bench (default/test)", columns) } });
}

function load(kind: string, changes: Partial<typeof questions> = {}) {
  const repository = repositoryOf({ ...questions, ...changes });
  const context = { task: cvBenchCount.metadata, columns: {}, options: {}, repository, split: "test" };
  return loadCvBench(kind)({ ...context, subset: "default" });
}

const retrieval = evaluatorsPlugin.evaluators?.find(({ name }) => name === "retrieval");

describe("CV-Bench loads", () => {
  it("the questions of a kind, with each distinct choice once", async () => {
    const { queries, corpus, qrels } = await load("Count");
    expect(await queries?.read("id")).toEqual(["query-test-0", "query-test-1", "query-test-2"]);
    expect(await queries?.read("text")).toEqual(["dogs?", "cats?", "ants?"]);
    expect(await queries?.read("image", [2])).toEqual([image]);
    expect(await corpus?.read("text")).toEqual(["7", "2", "5", "4", "3", "9"]);
    expect(await corpus?.read("id", [0, 5])).toEqual(["corpus-test-0", "corpus-test-5"]);
    const [of, to, grade] = await Promise.all(["query-id", "corpus-id", "score"].map((column) => qrels?.read(column)));
    const rows = of?.map((query, row) =>
      [query, to?.[row], grade?.[row]].join(" ").replaceAll(/query-test-|corpus-test-/g, ""),
    );
    expect(rows).toEqual(["0 0 0", "0 1 0", "0 2 0", "0 3 1", "1 2 0", "1 0 1", "2 4 1", "2 5 0", "2 4 1"]);
  });

  it("so that only a question's own choices compete", async () => {
    // Every vector is the same: of equal answers the one with the largest id wins, among those to choose from.
    const { scoring } = await evaluateInMemory(cvBenchCount as Task, retrieval!, repositoryOf(questions), (inputs) => ({
      values: Float32Array.from(inputs, () => 1),
      rowCount: inputs.length,
      dimension: 1,
    }));
    expect(scoring.scores["accuracy"]).toBeCloseTo(1 / 3, 5);
  });
});

describe("CV-Bench refuses, naming repository, config, split and row,", () => {
  it.each([
    [
      "a letter beyond the choices",
      { answer: ["(A)", "(D)", "(C)", "(C)"] },
      'column "answer", row 2: expected the letter of a choice ((A), (B)), got the text "(C)".',
    ],
    [
      "an answer that is no letter",
      { answer: ["(A)", "D", "(B)", "(C)"] },
      'column "answer", row 1: expected the letter of a choice ((A), (B), (C), (D)), got the text "D".',
    ],
    [
      "an answer that is null",
      { answer: ["(A)", "(D)", "(B)", null] },
      'column "answer", row 3: expected a text, got null.',
    ],
    [
      "an empty list of choices",
      { choices: [["a"], ["7", "2", "5", "4"], [], ["3", "9", "3"]] },
      'column "choices", row 2: expected a list of at least one text, got an empty list.',
    ],
  ])("%s", async (_, changes, message) => {
    await expect(load("Count", changes)).rejects.toMatchObject({
      code: "DATASET_INVALID_VALUE",
      message: `mteb/CV-Bench (default/test): ${message}`,
    });
  });

  it("a kind of which there is no question, with the kinds there are", async () => {
    await expect(load("Distance")).rejects.toMatchObject({
      code: "DATASET_EMPTY_SPLIT",
      message: 'mteb/CV-Bench (default/test): no row has "Distance" in column "task"; there is Depth, Count.',
    });
  });
});

it("BLINK refuses a choice that is not in the corpus, naming table and row", async () => {
  const table = (config: string, columns: Readonly<Record<string, readonly Value[]>>) => ({
    test: memoryTable(`mteb/blink-it2t-multi (${config}/test)`, columns),
  });
  const repository = memoryRepository("mteb/blink-it2t-multi", {
    queries: table("queries", { id: ["q"], image: [image], text: ["where?"] }),
    corpus: table("corpus", { id: ["a"], text: ["here"] }),
    qrels: table("qrels", { "query-id": ["q", "q"], "corpus-id": ["a", "b"], score: [1, 0] }),
  });
  const evaluation = evaluateInMemory(blinkIT2T as Task, retrieval!, repository, () => {
    throw new Error("nothing is encoded before the candidates are known");
  });
  await expect(evaluation).rejects.toThrow(
    'mteb/blink-it2t-multi (qrels/test): column "corpus-id", row 1: query "q" has the candidate "b", which is not in mteb/blink-it2t-multi (corpus/test).',
  );
});
