import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { availableTiers, createKernels, type VectorLists } from "../src/index.ts";
import { exactDot, roundingError, rows } from "./vectors.ts";

function lists(seed: number, lengths: readonly number[], dimension: number): VectorLists {
  const offsets = new Uint32Array(lengths.length + 1);
  lengths.forEach((length, row) => (offsets[row + 1] = offsets[row]! + length));
  return { values: rows(seed, offsets.at(-1)!, dimension), offsets };
}

const vectorsOf = ({ offsets }: VectorLists, row: number): readonly number[] =>
  Array.from({ length: offsets[row + 1]! - offsets[row]! }, (_, index) => offsets[row]! + index);

const cases = fc.record({
  seed: fc.nat(),
  dimension: fc.constantFrom(1, 7, 16, 33, 128),
  queryLengths: fc.array(fc.integer({ min: 0, max: 30 }), { maxLength: 6 }),
  documentLengths: fc.array(fc.integer({ min: 1, max: 70 }), { maxLength: 12 }),
  paddedTo: fc.constantFrom(0, 20, 71),
});

describe.each(availableTiers())("maxSim on %s", (tier) => {
  const kernels = createKernels(tier);

  it("is the sum of the greatest products, within the rounding error", async () => {
    await fc.assert(
      fc.asyncProperty(cases, async ({ seed, dimension, queryLengths, documentLengths, paddedTo }) => {
        const [queries, documents] = [
          lists(seed, queryLengths, dimension),
          lists(seed + 1, documentLengths, dimension),
        ];
        const scores = await kernels.maxSim({ queries, documents, dimension, paddedTo });
        expect(scores).toHaveLength(queryLengths.length * documentLengths.length);
        scores.forEach((score, at) => {
          const [query, document] = [Math.floor(at / documentLengths.length), at % documentLengths.length];
          let [sum, error] = [0, 0];
          for (const i of vectorsOf(queries, query)) {
            const products = vectorsOf(documents, document).map((j) =>
              exactDot(queries.values, documents.values, { i, j, dimension }),
            );
            const floor = documentLengths[document]! < paddedTo ? 0 : -Infinity;
            sum += Math.max(floor, ...products.map(({ value }) => value));
            error += Math.max(...products.map(({ size }) => roundingError(dimension, size)));
          }
          expect(Math.abs(score - sum)).toBeLessThanOrEqual(error + 2 ** -23 * Math.abs(sum));
        });
      }),
      { numRuns: 40 },
    );
  });

  it("is the inner product for rows of one vector", async () => {
    const [queries, documents] = [lists(1, Array(30).fill(1), 16), lists(2, Array(41).fill(1), 16)];
    const scores = await kernels.maxSim({ queries, documents, dimension: 16 });
    expect(scores).toEqual(kernels.similarityMatrix(queries.values, documents.values, 16));
  });

  it("counts the zero vectors of padding", async () => {
    const query = { values: Float32Array.of(1), offsets: Uint32Array.of(0, 1) };
    const documents = { values: Float32Array.of(-2, -3, -4), offsets: Uint32Array.of(0, 1, 3) };
    const scores = (paddedTo: number): Promise<Float32Array> =>
      kernels.maxSim({ queries: query, documents, dimension: 1, paddedTo });
    expect([...(await scores(0)), ...(await scores(2))]).toEqual([-2, -3, 0, -3]);
  });

  it("names what it cannot score", async () => {
    const queries = { values: Float32Array.of(1), offsets: Uint32Array.of(0, 1) };
    const message = (values: readonly number[], offsets: readonly number[]): Promise<string> =>
      kernels
        .maxSim({
          queries,
          documents: { values: Float32Array.from(values), offsets: Uint32Array.from(offsets) },
          dimension: 1,
        })
        .then(String, (error: Error) => error.message);
    expect(await message([1], [0, 1, 1])).toBe("Document row 1 has no vector.");
    expect(await message([1, NaN], [0, 2])).toBe("Document row 1 holds NaN at position 0.");
    expect(await message([1, 2], [0, 1])).toContain("Document offsets must ascend from 0 to the 2 vectors there are");
  });

  it("tells how far it is", async () => {
    const [queries, documents] = [lists(1, [3, 0, 2], 8), lists(2, [3, 1], 8)];
    const reports: number[] = [];
    await kernels.maxSim({ queries, documents, dimension: 8, onProgress: (products) => reports.push(products) });
    expect(reports.at(-1)).toBe(5 * 4);
  });

  it("stops on the signal", async () => {
    const [queries, documents] = [lists(1, [3], 8), lists(2, [3], 8)];
    const signal = AbortSignal.abort();
    await expect(kernels.maxSim({ queries, documents, dimension: 8, signal })).rejects.toMatchObject({
      code: "ABORTED",
    });
  });
});
