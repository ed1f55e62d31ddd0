import { readStrings, type Task } from "@mieb/core";
import { evaluatorsPlugin } from "@mieb/evaluators";
import { drawPng, planTask, serveDataset } from "@mieb/testing";
import { expect, it } from "vitest";
import { cvBenchCount } from "../src/tasks/cv-bench.ts";

const retrieval = evaluatorsPlugin.evaluators?.find(({ name }) => name === "retrieval");
const image = { bytes: drawPng(4, 4, 1) };

async function load(questions: readonly (string | null)[], answers: readonly string[]) {
  const test = {
    task: ["Depth", "Count", "Depth", "Count"],
    image: [image, image, image, image],
    question: questions,
    choices: [["a"], ["1", "2"], ["a"], ["3", "4"]],
    answer: answers,
  };
  await using served = await serveDataset("mteb/CV-Bench", { default: { test } });
  return (await planTask(cvBenchCount as Task, { ...served, evaluator: retrieval! })).dataset;
}

it("CV-Bench names the repository's row of a question, not the row among those of its kind", async () => {
  const { queries, corpus } = await load(["?", "dogs?", "?", null], ["(A)", "(A)", "(A)", "(B)"]);
  await expect(readStrings(queries!, "text", [0])).resolves.toEqual(["dogs?"]);
  await expect(readStrings(queries!, "text")).rejects.toThrow(
    'mteb/CV-Bench (default/test): column "question", row 3: expected a text, got null.',
  );
  expect(corpus?.origin?.("text", 2)).toEqual({ table: "mteb/CV-Bench (default/test)", column: "choices", row: 3 });
});

it("CV-Bench names the repository's row of a letter out of range", async () => {
  await expect(load(["?", "dogs?", "?", "cats?"], ["(A)", "(A)", "(A)", "(C)"])).rejects.toMatchObject({
    code: "DATASET_INVALID_VALUE",
    message: expect.stringContaining('mteb/CV-Bench (default/test): column "answer", row 3: expected the letter'),
  });
});
