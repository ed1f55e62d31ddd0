import { readFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { compareIds, idPlaces } from "./compare-ids.ts";
import { retrievalMetrics } from "./metrics.ts";
import { defaultCutoffs } from "./ranking-metrics.ts";
import { relevantDocuments } from "./relevant-documents.ts";
import { relevantRanks } from "./relevant-ranks.ts";
import { retrievalMetricNames, retrievalScores } from "./retrieval-scores.ts";
import { withoutFirst, type Retrieved } from "./retrieved.ts";

type ByQuery = Record<string, Record<string, number>>;
interface Case {
  readonly name: string;
  readonly skipFirst: boolean;
  readonly results: ByQuery;
  readonly qrels: ByQuery;
  readonly expected: Record<string, number | null>;
}
const fixtureFile = new URL("../../test/fixtures/retrieval.json", import.meta.url);
const { cases } = JSON.parse(readFileSync(fixtureFile, "utf8")) as { cases: Case[] };

/** Numbers the ids and scores the run; `exact` keeps 64-bit scores. */
function scoresOf(results: ByQuery, qrels: ByQuery, skipFirst = false): Readonly<Record<string, number>> {
  const ids = [...new Set(Object.values(results).flatMap((documents) => Object.keys(documents)))];
  const places = idPlaces(ids);
  const number = new Map(ids.map((id, index) => [id, places[index]!]));
  const retrieved = Object.values(results).map((documents): Retrieved => {
    const values = Object.values(documents);
    const isSingle = values.every((value) => Math.fround(value) === value);
    return {
      documents: Uint32Array.from(Object.keys(documents), (id) => number.get(id)!),
      scores: isSingle ? Float32Array.from(values) : Float64Array.from(values),
    };
  });
  const judgements = Object.keys(results).map((query) => ({
    documents: Object.keys(qrels[query]!).map((id) => number.get(id) ?? -1),
    grades: Object.values(qrels[query]!),
  }));
  const kept = skipFirst ? retrieved.map(withoutFirst) : retrieved;
  return retrievalScores({ retrieved: kept, judgements, cutoffs: defaultCutoffs });
}

describe("retrievalScores agrees with mteb in every field", () => {
  it.each(cases)("$name", ({ results, qrels, skipFirst, expected }) => {
    const scores = scoresOf(results, qrels, skipFirst);
    expect(Object.keys(scores)).toEqual(Object.keys(expected));
    for (const [name, value] of Object.entries(expected)) {
      if (value === null) expect(scores[name], name).toBeNaN();
      else expect(scores[name], name).toBeCloseTo(value, 9);
    }
  });
});

describe("retrievalScores", () => {
  it("breaks ties by the larger id in byte order", () => {
    const scores = scoresOf({ q: { d10: 1, d9: 1, d2: 1 } }, { q: { d9: 1 } });
    expect(scores).toMatchObject({ accuracy: 1, mrr_at_1: 1 });
    expect(scoresOf({ q: { d10: 1, d9: 1 } }, { q: { d10: 1 } })).toMatchObject({ accuracy: 0, mrr_at_3: 0.5 });
  });

  it("counts the ranks that sorting gives, zeros of both signs tied, in both precisions", () => {
    const values = fc.array(fc.constantFrom(-2.5, -1, -0, 0, 0.125, 1, 3e5), { minLength: 1, maxLength: 50 });
    fc.assert(
      fc.property(values, fc.array(fc.nat({ max: 1100 }), { maxLength: 60 }), (scores, judged) => {
        const documents = Uint32Array.from(scores, (_, i) => (i * 37) % 1009);
        const gradeOf = new Map(judged.map((document) => [document, document % 3]));
        const relevant = relevantDocuments({ documents: [...gradeOf.keys()], grades: [...gradeOf.values()] });
        const ranked = [...documents.keys()]
          .toSorted((a, b) => scores[b]! - scores[a]! || documents[b]! - documents[a]!)
          .map((place, rank) => ({ rank, grade: gradeOf.get(documents[place]!) ?? 0 }))
          .filter(({ grade }) => grade >= 1);
        for (const typed of [Float32Array.from(scores), Float64Array.from(scores)]) {
          const { ranks, grades } = relevantRanks({ documents, scores: typed }, relevant);
          expect(Array.from(ranks, (rank, i) => ({ rank, grade: grades[i] }))).toEqual(ranked);
        }
      }),
    );
  });

  it("is the place of the id alone when every score is the same", () => {
    const ids = fc.uniqueArray(fc.string({ unit: "grapheme", minLength: 1, maxLength: 4 }), {
      minLength: 1,
      maxLength: 30,
    });
    fc.assert(
      fc.property(ids, fc.nat(), (documents, pick) => {
        const gold = documents[pick % documents.length]!;
        // Object keys that look like integers would be reordered.
        const tied = Object.fromEntries(documents.map((id) => [`d${id}`, 0.25]));
        const rank = 1 + documents.filter((id) => Buffer.compare(Buffer.from(id), Buffer.from(gold)) > 0).length;
        const scores = scoresOf({ q: tied }, { q: { [`d${gold}`]: 1 } });
        expect(scores["mrr_at_1000"]).toBeCloseTo(1 / rank, 12);
        expect(scores["ndcg_at_1000"]).toBeCloseTo(1 / Math.log2(rank + 1), 5);
      }),
    );
  });

  it("names its fields in order", () => {
    const { expected } = cases[0]!;
    expect(retrievalMetricNames(defaultCutoffs)).toEqual(Object.keys(expected));
    expect(retrievalMetricNames(defaultCutoffs)).toHaveLength(148);
  });
});

it("compares ids by their bytes", () => {
  const ids = ["d9", "d10", "d", "", "\u{1f600}", "\uff5e", "é", "z"];
  const byBytes = ids.toSorted((a, b) => Buffer.compare(Buffer.from(a), Buffer.from(b)));
  expect(ids.toSorted(compareIds)).toEqual(byBytes);
});

it("offers every family as a metric of one query", () => {
  const byName = new Map(retrievalMetrics.map((metric) => [metric.name, metric]));
  const [grades, scores] = [
    { a: 2, b: 1, lost: 1 },
    { c: 0.9, a: 0.5, b: 0.1 },
  ];
  expect(byName.get("recall_at_3")?.compute(grades, scores)).toBeCloseTo(2 / 3, 12);
  expect(byName.get("mrr_at_10")?.compute(grades, scores)).toBe(0.5);
  expect(byName.get("map_at_10")?.compute(grades, scores)).toBeCloseTo((1 / 2 + 2 / 3) / 3, 12);
});
