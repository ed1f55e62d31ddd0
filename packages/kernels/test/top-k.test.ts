import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { availableTiers, createKernels, type Kernels } from "../src/index.ts";
import { rows } from "./vectors.ts";

/** All documents sorted by the scores of the kernels' own matrix: score descending, index ascending. */
function sortedTopK(
  kernels: Kernels,
  search: { queries: Float32Array; documents: Float32Array; dimension: number; k: number },
): { indices: number[]; scores: number[] } {
  const { queries, documents, dimension, k } = search;
  const count = documents.length / dimension;
  const matrix = kernels.similarityMatrix(queries, documents, dimension);
  const ranked = Array.from({ length: queries.length / dimension }, (_, query) => {
    const scores = matrix.subarray(query * count, (query + 1) * count);
    return Array.from(scores, (score, index) => ({ score, index }))
      .toSorted((a, b) => b.score - a.score || a.index - b.index)
      .slice(0, k);
  }).flat();
  return { indices: ranked.map(({ index }) => index), scores: ranked.map(({ score }) => score) };
}

describe.each(availableTiers())("topK on %s", (tier) => {
  const kernels = createKernels(tier);

  it("finds what sorting all scores finds, ties by lower index", async () => {
    const search = fc.record({
      seed: fc.nat(),
      queryCount: fc.integer({ min: 0, max: 30 }),
      documentCount: fc.integer({ min: 0, max: 90 }),
      distinct: fc.integer({ min: 1, max: 90 }),
      dimension: fc.constantFrom(1, 8, 33),
      k: fc.integer({ min: 1, max: 50 }),
    });
    await fc.assert(
      fc.asyncProperty(search, async ({ seed, queryCount, documentCount, distinct, dimension, k }) => {
        const queries = rows(seed, queryCount, dimension);
        const pool = rows(seed + 1, distinct, dimension);
        const documents = Float32Array.from({ length: documentCount * dimension }, (_, i) => pool[i % pool.length]!);
        const found = await kernels.topK({ queries, documents, dimension, k });
        const wanted = sortedTopK(kernels, { queries, documents, dimension, k });
        expect(found.k).toBe(Math.min(k, documentCount));
        expect({ indices: [...found.indices], scores: [...found.scores] }).toEqual(wanted);
      }),
      { numRuns: 40 },
    );
  });

  it("gives the same for documents in pieces, normalised on the way, and reports the scores done", async () => {
    for (const queryCount of [5, 40]) {
      const [queries, documents] = [rows(9, queryCount, 33), rows(10, 300, 33)];
      const options = { queries, dimension: 33, k: 20 };
      const reports: number[] = [];
      const onProgress = (done: number): void => void reports.push(done);
      const search = kernels.startSearch({ ...options, normalize: true, onProgress });
      for (const [from, to] of [
        [0, 7],
        [7, 290],
        [290, 300],
      ] as const) {
        await search.add(documents.subarray(from * 33, to * 33));
      }
      const normalized = {
        queries: kernels.normalizeRows(queries, 33),
        documents: kernels.normalizeRows(documents, 33),
      };
      expect(await search.finish()).toEqual(await kernels.topK({ ...options, ...normalized }));
      expect(reports.at(-1)).toBe(queryCount * 300);
    }
  });

  it("searches more documents than fit one block", async () => {
    const [queries, documents] = [rows(3, 3, 513), rows(4, 1500, 513)];
    const search = { queries, documents, dimension: 513, k: 700 };
    const found = await kernels.topK(search);
    expect({ indices: [...found.indices], scores: [...found.scores] }).toEqual(sortedTopK(kernels, search));
  });

  it("orders equal and negative scores", async () => {
    const documents = Float32Array.of(-1, 2, 2, -3, 0, -0);
    const found = await kernels.topK({ queries: Float32Array.of(1), documents, dimension: 1, k: 9 });
    expect(found).toEqual({
      k: 6,
      indices: Uint32Array.of(1, 2, 4, 5, 0, 3),
      scores: Float32Array.of(2, 2, 0, 0, -1, -3),
    });
  });

  it.each([1, 30])("takes products that underflow to -0 for equal to 0, for %i queries", async (queryCount) => {
    const documents = Float32Array.from({ length: 40 }, (_, at) => [-1e-30, 1e-30, 0][at % 3]!);
    const queries = new Float32Array(queryCount).fill(1e-30);
    const { indices, scores } = await kernels.topK({ queries, documents, dimension: 1, k: 25 });
    expect([...indices.subarray(-25)]).toEqual(Array.from({ length: 25 }, (_, at) => at));
    expect(scores).toEqual(new Float32Array(25 * queryCount));
  });

  it.each([
    ["a query", NaN, { query: 4 }, "Query row 1 holds NaN at position 1."],
    ["a document", Infinity, { document: 299 }, "Document row 99 holds Infinity at position 2."],
    ["a document", -Infinity, { document: 0 }, "Document row 0 holds -Infinity at position 0."],
  ])("refuses %s with %f", async (_, value, { query, document }: { query?: number; document?: number }, message) => {
    const [queries, documents] = [rows(5, 2, 3), rows(6, 100, 3)];
    if (query !== undefined) queries[query] = value;
    if (document !== undefined) documents[document] = value;
    const search = kernels.topK({ queries, documents, dimension: 3, k: 1 });
    await expect(search).rejects.toMatchObject({ code: "KERNEL_INVALID_ARGUMENT", message });
  });

  it("refuses finite rows whose product overflows", async () => {
    const huge = Float32Array.of(3e38);
    const search = kernels.topK({ queries: huge, documents: huge, dimension: 1, k: 1 });
    await expect(search).rejects.toMatchObject({
      code: "KERNEL_INVALID_ARGUMENT",
      message: expect.stringContaining("overflows"),
    });
  });

  it("stops on the signal", async () => {
    const [queries, documents] = [rows(7, 400, 64), rows(8, 20_000, 64)];
    const aborted = kernels.topK({ queries, documents, dimension: 64, k: 5, signal: AbortSignal.abort() });
    await expect(aborted).rejects.toMatchObject({ code: "ABORTED" });
    const controller = new AbortController();
    const running = kernels.topK({ queries, documents, dimension: 64, k: 5, signal: controller.signal });
    controller.abort();
    await expect(running).rejects.toMatchObject({ code: "ABORTED" });
  });
});
