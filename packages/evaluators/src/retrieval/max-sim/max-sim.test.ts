import { readFileSync } from "node:fs";
import { embeddingSource, memoryTable, type EmbeddingSource } from "@mieb/core";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { planTiny, scoreTiny, vectors } from "../../../test/tiny-task.ts";
import { zeroShot } from "../../zero-shot/zero-shot.ts";
import { retrieval } from "../retrieval.ts";
import { bestScores } from "./best-scores.ts";
import { documentParts } from "./document-parts.ts";

type ByQuery = Record<string, Record<string, number>>;
interface Expected {
  readonly name: string;
  readonly queryIds: readonly string[];
  readonly rerank: boolean;
  readonly expected: ByQuery;
}
interface Fixture {
  readonly dimension: number;
  readonly topK: number;
  readonly documents: readonly (readonly number[])[];
  readonly queries: readonly (readonly number[])[];
  readonly candidates: Record<string, string[]>;
  readonly searches: readonly Expected[];
  readonly scores: readonly (readonly number[])[];
}
const fixtureFile = new URL("../../../test/fixtures/max-sim.json", import.meta.url);
const fixture = JSON.parse(readFileSync(fixtureFile, "utf8")) as Fixture;
const { dimension } = fixture;

/** Rows of several vectors, in chunks, as a source that does not know their lengths beforehand. */
function lists(rows: readonly (readonly number[])[], chunkRows = Infinity): EmbeddingSource {
  const rowOffsets = new Uint32Array(rows.length + 1);
  rows.forEach((row, i) => (rowOffsets[i + 1] = rowOffsets[i]! + row.length / dimension));
  const values = Float32Array.from(rows.flat());
  const { vectorCounts: _, ...whole } = embeddingSource({ values, rowCount: rows.length, dimension, rowOffsets });
  return {
    ...whole,
    async *chunks() {
      for (let start = 0; start < rows.length; start += chunkRows) {
        const length = Math.min(chunkRows, rows.length - start);
        yield await whole.rows(Array.from({ length }, (_row, index) => start + index));
      }
    },
  };
}

const ids = (letter: string, { length }: { length: number }): string[] =>
  Array.from({ length }, (_, number) => `${letter}${number}`);
const documentIds = ids("d", fixture.documents);
const repositoryOf = (queryIds: readonly string[]) => ({
  "queries/test": memoryTable("tiny/data (queries/test)", { id: queryIds, text: queryIds }),
  "corpus/test": memoryTable("tiny/data (corpus/test)", { id: documentIds, text: documentIds }),
  "qrels/test": memoryTable("tiny/data (qrels/test)", {
    "query-id": queryIds,
    "corpus-id": queryIds.map(() => "d0"),
    score: queryIds.map(() => 1),
  }),
});
const topRanked = memoryTable("tiny/data (top_ranked/test)", {
  "query-id": Object.keys(fixture.candidates),
  "corpus-ids": Object.values(fixture.candidates),
});

type Asked = Pick<Expected, "queryIds" | "rerank">;

async function search({ queryIds, rerank }: Asked, corpus: EmbeddingSource): Promise<ByQuery> {
  const options = { topK: fixture.topK };
  const repository = repositoryOf(queryIds);
  const tables = rerank ? { ...repository, "top_ranked/test": topRanked } : repository;
  const plan = await planTiny(retrieval, { metadata: { category: "t2t" }, options, repository: tables });
  const { rows } = plan.requests["corpus"] as { rows?: readonly number[] };
  const documents = rows ? embeddingSource(await corpus.rows(rows)) : corpus;
  const embeddings = { queries: lists(fixture.queries), corpus: documents };
  const given = { embeddings, options, similarity: "max-sim", wantsPredictions: true } as const;
  return (await scoreTiny(retrieval, plan, given)).predictions as ByQuery;
}

describe("late interaction finds what mteb finds, in its order", () => {
  it.each(fixture.searches)("$name", async ({ expected, ...asked }) => {
    for (const chunkRows of [7, Infinity]) {
      const found = await search(asked, lists(fixture.documents, chunkRows));
      expect(Object.keys(found)).toEqual(Object.keys(expected));
      for (const [query, documents] of Object.entries(expected)) {
        expect(Object.keys(found[query]!)).toEqual(Object.keys(documents));
        for (const [id, score] of Object.entries(documents)) expect(found[query]![id]).toBeCloseTo(score, 4);
      }
    }
  });

  it("candidate labels of images", async () => {
    const queryIds = ids("q", fixture.queries);
    const test = memoryTable("tiny/data (default/test)", { image: queryIds, label: queryIds.map(() => 0) });
    const plan = await planTiny(zeroShot, { options: { candidateLabels: documentIds }, dataset: { test } });
    const embeddings = { candidates: lists(fixture.documents), test: lists(fixture.queries, 2) };
    const given = { embeddings, similarity: "max-sim", wantsPredictions: true } as const;
    const { predictions } = await scoreTiny(zeroShot, plan, given);
    expect((predictions as number[][]).length).toBe(fixture.scores.length);
    fixture.scores.flat().forEach((score, at) => expect((predictions as number[][]).flat()[at]).toBeCloseTo(score, 4));
  });
});

describe("late interaction refuses", () => {
  it.each([
    ["a row without vectors", [], 'request "corpus": row 3 has no vector'],
    ["a number that is none", Array(dimension).fill(NaN), 'request "corpus": row 3 holds NaN'],
  ])("%s", async (_, row, message) => {
    const documents = fixture.documents.map((given, at) => (at === 3 ? row : given));
    await expect(
      search({ queryIds: ids("q", fixture.queries), rerank: false }, lists(documents, 2)),
    ).rejects.toMatchObject({
      code: "EVALUATION_INVALID_EMBEDDINGS",
      message: expect.stringContaining(message),
    });
  });
});

describe("bestScores", () => {
  it("are those of a stable sort", () => {
    const score = fc.integer({ min: -3, max: 3 });
    fc.assert(
      fc.property(fc.array(score), fc.integer({ min: 1, max: 20 }), (given, k) => {
        const sorted = given.map((value, index) => ({ value, index })).toSorted((a, b) => b.value - a.value);
        const { indices, scores } = bestScores(Float32Array.from(given), k);
        expect([...indices]).toEqual(sorted.slice(0, k).map(({ index }) => index));
        expect([...scores]).toEqual(sorted.slice(0, k).map(({ value }) => value));
      }),
    );
  });
});

describe("documentParts", () => {
  it("ends a part where a block ends", async () => {
    const parts = [];
    for await (const { firstRow, documents } of documentParts(vectors(ids("", { length: 11 }).map(Number), 1, 4), 3))
      parts.push([firstRow, [...documents.values], [...documents.offsets]]);
    expect(parts).toEqual([
      [0, [0, 1, 2], [0, 1, 2, 3]],
      [3, [3], [0, 1]],
      [4, [4, 5], [0, 1, 2]],
      [6, [6, 7], [0, 1, 2]],
      [8, [8], [0, 1]],
      [9, [9, 10], [0, 1, 2]],
    ]);
  });
});
