import { memoryTable, readStrings, type Task, type Value } from "@mieb/core";
import { evaluatorsPlugin } from "@mieb/evaluators";
import { evaluateInMemory, memoryRepository, planTask, serveDataset } from "@mieb/testing";
import { describe, expect, it } from "vitest";
import { loadVidore } from "../src/loading/load-vidore.ts";
import { docVQA } from "../src/tasks/doc-vqa.ts";

type Columns = Readonly<Record<string, readonly Value[]>>;
const { path } = docVQA.metadata.dataset;
const image = { bytes: Uint8Array.of(1) };
const configs = {
  queries: { "query-id": [7, 8], query: ["who?", "when?"] },
  corpus: { "corpus-id": [0, 1], image: [image, image] },
  qrels: { "query-id": [7, 8], "corpus-id": [1, 0], score: [1, 1] },
} satisfies Readonly<Record<string, Columns>>;

function repositoryOf(tables: Readonly<Record<string, Columns>>) {
  const opened = Object.entries(tables).map(([config, columns]) => {
    return [config, { test: memoryTable(`${path} (${config}/test)`, columns) }] as const;
  });
  return memoryRepository(path, Object.fromEntries(opened));
}

function plan(tables: Readonly<Record<string, Columns>>) {
  const retrieval = evaluatorsPlugin.evaluators?.find(({ name }) => name === "retrieval");
  return evaluateInMemory(docVQA as Task, retrieval!, repositoryOf(tables), (inputs) => ({
    values: Float32Array.from(inputs, () => 1),
    rowCount: inputs.length,
    dimension: 1,
  }));
}

describe("repositories of ViDoRe", () => {
  it("load with ids that name side and split", async () => {
    const context = { task: docVQA.metadata, columns: {}, options: {}, split: "test", subset: "default" };
    const dataset = await loadVidore({ ...context, repository: repositoryOf(configs) });
    const { queries, corpus, qrels } = dataset;
    expect(await queries?.read("id")).toEqual(["query-test-7", "query-test-8"]);
    expect(await queries?.read("text")).toEqual(["who?", "when?"]);
    expect(await corpus?.read("id")).toEqual(["corpus-test-0", "corpus-test-1"]);
    expect(await corpus?.read("image", [1])).toEqual([image]);
    expect(await qrels?.read("query-id")).toEqual(["query-test-7", "query-test-8"]);
    expect(await qrels?.read("corpus-id")).toEqual(["corpus-test-1", "corpus-test-0"]);
    expect(await qrels?.read("score")).toEqual([1, 1]);
  });

  it("are planned with queries by text and pages by image", async () => {
    const { requests } = (await plan(configs)).plan;
    expect(requests).toEqual({
      queries: { table: "queries", role: "query", text: "text" },
      corpus: { table: "corpus", role: "document", image: "image" },
    });
  });

  it.each([
    [
      "an id that is none",
      { ...configs, queries: { ...configs.queries, "query-id": [7, null] } },
      'mteb/docvqa_test_subsampled_beir (queries/test): column "query-id", row 1: expected an id (text or integer), got null.',
    ],
    [
      "judgements of pages that are not there",
      { ...configs, corpus: { ...configs.corpus, "corpus-id": [10, 11] } },
      'None of the judged documents is in mteb/docvqa_test_subsampled_beir (corpus/test); mteb/docvqa_test_subsampled_beir (qrels/test): column "corpus-id", row 0 names "corpus-test-1".',
    ],
    [
      "judgements of queries that are not there",
      { ...configs, qrels: { ...configs.qrels, "query-id": [70, 80] } },
      "mteb/docvqa_test_subsampled_beir (queries/test): none of its 2 queries has judgements.",
    ],
    [
      "a config that is missing",
      { queries: configs.queries, corpus: configs.corpus },
      'mteb/docvqa_test_subsampled_beir has no config "qrels"; there is queries, corpus.',
    ],
  ])("are refused with %s", async (_, tables, message) => {
    await expect(plan(tables)).rejects.toThrow(message);
  });
});

it("names the rows of a repository whose questions are no texts", async () => {
  await using served = await serveDataset(path, {
    queries: { test: { "query-id": [7, 8], query: ["who?", null] } },
    corpus: { test: { "corpus-id": [0], image: [{ bytes: Uint8Array.of(1) }] } },
    qrels: { test: { "query-id": [7, 8], "corpus-id": [0, 0], score: [1, 1] } },
  });
  const retrieval = evaluatorsPlugin.evaluators?.find(({ name }) => name === "retrieval");
  const { dataset } = await planTask(docVQA as Task, { ...served, evaluator: retrieval! });
  await expect(readStrings(dataset["queries"]!, "text")).rejects.toThrow(
    `${path} (queries/test): column "query", row 1: expected a text, got null.`,
  );
});
