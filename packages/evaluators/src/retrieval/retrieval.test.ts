import { readFileSync } from "node:fs";
import { memoryTable, type Similarity, type Table, type Value } from "@mieb/core";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { planTiny, scoreTiny, vectors, type TinyTask } from "../../test/tiny-task.ts";
import { retrieval } from "./retrieval.ts";
import { textAt } from "./text-list.ts";
import type { RetrievalTruth } from "./truth.ts";

type ByQuery = Record<string, Record<string, number>>;
interface Expected {
  readonly name: string;
  readonly similarity: Similarity;
  readonly queryIds: readonly string[];
  readonly rerank: boolean;
  readonly expected: ByQuery;
}
interface Fixture {
  readonly dimension: number;
  readonly topK: number;
  readonly documents: number[];
  readonly queries: number[];
  readonly candidates: Record<string, string[]>;
  readonly searches: readonly Expected[];
}
const fixtureFile = new URL("../../test/fixtures/retrieval.json", import.meta.url);
const fixture = JSON.parse(readFileSync(fixtureFile, "utf8")) as Fixture;

const named = (config: string, columns: Record<string, Value[]>): Table =>
  memoryTable(`tiny/data (${config}/test)`, columns);
const texts = (ids: readonly Value[]): Value[] => ids.map((id) => `text ${String(id)}`);
/** Tables of a repository: text queries, text documents, and judgements as [query, document, grade]. */
function tables(queries: Value[], corpus: Value[], judged: readonly (readonly [string, string, number])[]) {
  return {
    "queries/test": named("queries", { id: queries, text: texts(queries) }),
    "corpus/test": named("corpus", { id: corpus, text: texts(corpus) }),
    "qrels/test": named("qrels", {
      "query-id": judged.map(([query]) => query),
      "corpus-id": judged.map(([, document]) => document),
      score: judged.map(([, , grade]) => grade),
    }),
  };
}
const plan = (tiny: TinyTask) => planTiny(retrieval, { metadata: { category: "t2t" }, ...tiny });

describe("retrieval finds what mteb finds, in its order", () => {
  const count = (values: number[]) => values.length / fixture.dimension;
  const documentIds = Array.from({ length: count(fixture.documents) }, (_, number) => `d${number}`);
  const lists = named("top_ranked", {
    "query-id": Object.keys(fixture.candidates),
    "corpus-ids": Object.values(fixture.candidates),
  });

  it.each(fixture.searches)("$name", async ({ similarity, queryIds, rerank, expected }) => {
    const repository = tables(
      [...queryIds],
      documentIds,
      queryIds.map((id) => [id, "d0", 1]),
    );
    const options = { topK: fixture.topK };
    const planned = await plan({
      options,
      repository: rerank ? { ...repository, "top_ranked/test": lists } : repository,
    });
    const request = planned.requests["corpus"] as { rows?: readonly number[] };
    const all = vectors(fixture.documents, fixture.dimension, 50);
    const wanted = request.rows && (await all.rows(request.rows));
    const corpus = wanted ? vectors([...wanted.values], fixture.dimension, 50) : all;
    expect(request.rows !== undefined).toBe(rerank);
    const { predictions } = await scoreTiny(retrieval, planned, {
      embeddings: { queries: vectors(fixture.queries, fixture.dimension), corpus },
      options,
      similarity,
      wantsPredictions: true,
    });
    const found = predictions as ByQuery;
    expect(Object.keys(found)).toEqual(Object.keys(expected));
    for (const [query, documents] of Object.entries(expected)) {
      expect(Object.keys(found[query]!)).toEqual(Object.keys(documents));
      for (const [id, score] of Object.entries(documents)) expect(found[query]![id]).toBeCloseTo(score, 5);
    }
  });
});

describe("retrieval loads", () => {
  const judged = [["1", "a", 1]] as const;

  it("ids as text, and titles before bodies", async () => {
    const { dataset, truth, requests } = await plan({
      repository: {
        "query/only": named("query", { _id: [1, 2], text: [" as it is ", "unjudged"] }),
        "corpus/test": named("corpus", {
          id: ["a", "b", "c"],
          title: ["Title", "", null],
          text: ["body ", "\x1fx\u3000", "y"],
        }),
        "default/test": named("default", { "query-id": ["1"], "corpus-id": ["a"], score: [1] }),
      },
    });
    expect(await dataset["queries"]?.read("text")).toEqual([" as it is ", "unjudged"]);
    expect(await dataset["corpus"]?.read("text")).toEqual(["Title body", "x", "y"]);
    const { documentIds } = truth as RetrievalTruth;
    expect(truth).toMatchObject({ queryIds: ["1"] });
    expect([0, 1, 2].map((row) => textAt(documentIds, row))).toEqual(["a", "b", "c"]);
    expect(requests).toEqual({
      queries: { table: "queries", text: "text", role: "query", rows: [0] },
      corpus: { table: "corpus", text: "text", role: "document" },
    });
  });

  it("instructions after query texts", async () => {
    const { dataset } = await plan({
      repository: {
        ...tables(["1", "2"], ["a"], judged),
        "instruction/test": named("instruction", { "query-id": ["1", "2"], instruction: ["Be brief.", null] }),
      },
    });
    expect(await dataset["queries"]?.read("text")).toEqual(["text 1 Be brief.", "text 2"]);
  });

  it("image and text of a query, image of a document", async () => {
    const { requests } = await plan({
      metadata: { category: "it2i" },
      columns: { image: "img" },
      repository: {
        ...tables(["1"], ["a"], judged),
        "queries/test": named("queries", { id: ["1"], img: [null], text: ["t"] }),
        "corpus/test": named("corpus", { id: ["a"], img: [null], text: [null] }),
      },
    });
    expect(requests).toEqual({
      queries: { table: "queries", image: "img", text: "text", role: "query" },
      corpus: { table: "corpus", image: "img", role: "document" },
    });
  });

  it("the judged documents as candidates of multiple choice", async () => {
    const { truth, requests } = await plan({
      options: { rerank: "qrels" },
      repository: tables(
        ["1", "2"],
        ["a", "b", "c", "d"],
        [
          ["1", "d", 0],
          ["1", "a", 1],
          ["2", "d", 1],
        ],
      ),
    });
    expect(truth).toMatchObject({ candidates: { offsets: Uint32Array.of(0, 2, 3), values: Int32Array.of(3, 0, 3) } });
    expect(requests["corpus"]).toMatchObject({ rows: [0, 3] });
  });
});

describe("retrieval scores", () => {
  const repository = tables(["q"], ["d2", "d10", "d9"], [["q", "d10", 1]]);
  const embeddings = { queries: vectors([1, 0], 2), corpus: vectors([1, 0, 1, 0, 1, 0], 2) };

  it("ties by the larger id", async () => {
    const { scores } = await scoreTiny(retrieval, await plan({ repository }), { embeddings });
    expect(scores).toMatchObject({ accuracy: 0, mrr_at_3: 1 / 3 });
  });

  it("without the first result the search returned, whatever its id", async () => {
    const options = { skipFirstResult: true };
    const { scores } = await scoreTiny(retrieval, await plan({ repository, options }), { embeddings, options });
    // The heap holds the smallest id first, so d10 is what is thrown away.
    expect(scores).toMatchObject({ recall_at_1000: 0 });
  });

  it("only what was given", async () => {
    const given = tables(
      ["q"],
      ["a", "b"],
      [
        ["q", "a", 1],
        ["q", "absent", 1],
        ["q", "a", 2],
      ],
    );
    const { scores } = await scoreTiny(retrieval, await plan({ repository: given }), {
      embeddings: { queries: vectors([1, 0], 2), corpus: vectors([1, 0, 0, 1], 2) },
    });
    expect(scores).toMatchObject({ recall_at_10: 0.5, accuracy: 0.5, map_at_10: 0.5 });
    expect(scores["ndcg_at_10"]).toBeCloseTo(2 / (2 + 1 / Math.log2(3)), 5);
  });

  it("one place per id when every document is the same", async () => {
    const sizes = fc.integer({ min: 1, max: 40 });
    await fc.assert(
      fc.asyncProperty(sizes, fc.nat(), sizes, async (size, pick, chunkRows) => {
        const ids = Array.from({ length: size }, (_, number) => `d${number}`);
        const gold = ids[pick % size]!;
        const planned = await plan({ repository: tables(["q"], ids, [["q", gold, 1]]) });
        const corpus = vectors(Array(2 * size).fill(0.5), 2, chunkRows);
        const { scores } = await scoreTiny(retrieval, planned, { embeddings: { queries: vectors([3, 4], 2), corpus } });
        const rank = 1 + ids.filter((id) => id > gold).length;
        expect(scores["mrr_at_1000"]).toBeCloseTo(1 / rank, 12);
      }),
      { numRuns: 30 },
    );
  });
});

describe("retrieval refuses", () => {
  const repository = tables(["q"], ["a", "b"], [["q", "a", 1]]);

  it("a null text, naming table and row", async () => {
    const corpus = named("corpus", { id: ["a", "b"], text: ["x", null] });
    const { dataset } = await plan({ repository: { ...repository, "corpus/test": corpus } });
    await expect(dataset["corpus"]?.read("text", [1])).rejects.toMatchObject({
      code: "DATASET_INVALID_VALUE",
      message: 'tiny/data (corpus/test): column "text", row 1: expected a text, got null.',
    });
  });

  it("a judged candidate that is not in the corpus, naming table, row and query", async () => {
    const options = { rerank: "qrels" };
    const judged = [
      ["q", "gone-too", 1],
      ["p", "gone", 0],
      ["p", "a", 1],
      ["q", "gone", 1],
    ] as const;
    await expect(plan({ options, repository: tables(["q"], ["gone-too", "a"], judged) })).rejects.toMatchObject({
      code: "DATASET_INVALID_VALUE",
      message:
        'tiny/data (qrels/test): column "corpus-id", row 3: query "q" has the candidate "gone", which is not in tiny/data (corpus/test).',
    });
  });

  it("a listed candidate that is not in the corpus", async () => {
    const lists = named("top_ranked", { "query-id": ["p", "q"], "corpus-ids": [["a"], ["b", "gone"]] });
    await expect(plan({ repository: { ...repository, "top_ranked/test": lists } })).rejects.toMatchObject({
      message: expect.stringContaining(
        'tiny/data (top_ranked/test): column "corpus-ids", row 1: query "q" has the candidate "gone"',
      ),
    });
  });

  it("judgements of which none points at the corpus", async () => {
    const lost = tables(["q"], ["0", "1"], [["q", "doc-0", 1]]);
    await expect(plan({ repository: lost })).rejects.toMatchObject({
      code: "DATASET_INVALID_VALUE",
      message:
        'None of the judged documents is in tiny/data (corpus/test); tiny/data (qrels/test): column "corpus-id", row 0 names "doc-0".',
    });
  });

  it("queries without any judgement", async () => {
    const unjudged = tables(["other"], ["a"], [["q", "a", 1]]);
    await expect(plan({ repository: unjudged })).rejects.toMatchObject({ code: "DATASET_EMPTY_SPLIT" });
  });

  it("an empty corpus", async () => {
    const empty = tables(["q"], [], [["q", "a", 1]]);
    await expect(plan({ repository: empty })).rejects.toMatchObject({ code: "DATASET_EMPTY_SPLIT" });
  });

  it("a split that neither exists nor is the only one", async () => {
    const split = { ...repository, "corpus/validation": repository["corpus/test"] };
    await expect(plan({ repository: split, split: "dev" })).rejects.toMatchObject({
      code: "DATASET_SPLIT_NOT_FOUND",
      message: expect.stringContaining('config "corpus": no split "dev"; it has test, validation.'),
    });
  });

  it("a corpus without the wanted column", async () => {
    const refusal = plan({ metadata: { category: "t2i" }, repository });
    await expect(refusal).rejects.toMatchObject({ code: "DATASET_COLUMN_NOT_FOUND" });
  });

  it.each([
    ["queries", [Number.NaN, 0], [1, 0, 0, 1], /request "queries": the vector of row 0 holds NaN/],
    ["corpus", [1, 0], [1, 0, 0, Infinity], /request "corpus": the vector of row 1 holds NaN or an infinity/],
  ])("vectors of the %s that are not finite", async (_, queries, corpus, message) => {
    const embeddings = { queries: vectors(queries, 2), corpus: vectors(corpus, 2) };
    await expect(scoreTiny(retrieval, await plan({ repository }), { embeddings })).rejects.toMatchObject({
      code: "EVALUATION_INVALID_EMBEDDINGS",
      message: expect.stringMatching(message),
    });
  });

  it("to go on after an abort", async () => {
    const embeddings = { queries: vectors([1, 0], 2), corpus: vectors([1, 0, 0, 1], 2) };
    const scoring = scoreTiny(retrieval, await plan({ repository }), { embeddings, signal: AbortSignal.abort() });
    await expect(scoring).rejects.toMatchObject({ code: "ABORTED" });
  });

  it.each([
    ["unsorted ranks", { kValues: [1, 5, 3] }],
    ["ranks without 1", { kValues: [3, 5] }],
    ["an unknown option", { skipFirst: true }],
  ])("%s", (_, options) => {
    expect(retrieval.options.safeParse(options).success).toBe(false);
  });
});
