import { describe, expect, it } from "vitest";
import {
  checkEmbeddings,
  collectEmbeddings,
  concatEmbeddings,
  embeddingSource,
  selectRows,
  vectorCounts,
} from "./embeddings.ts";
import type { Embeddings } from "./embeddings.ts";

const block = (...rows: number[][]): Embeddings => ({
  values: Float32Array.from(rows.flat()),
  rowCount: rows.length,
  dimension: rows[0]?.length ?? 0,
});
const multiVector: Embeddings = {
  values: Float32Array.of(1, 1, 2, 2, 3, 3),
  rowCount: 2,
  dimension: 2,
  rowOffsets: Uint32Array.of(0, 1, 3),
};

describe("embeddings", () => {
  it("joins blocks in order", () => {
    expect(concatEmbeddings([block([1, 2]), block([3, 4], [5, 6])], 2)).toEqual(block([1, 2], [3, 4], [5, 6]));
  });

  it("joins and selects rows of several vectors", () => {
    const joined = concatEmbeddings([multiVector, multiVector], 2);
    expect(joined.rowOffsets).toEqual(Uint32Array.of(0, 1, 3, 4, 6));
    expect(selectRows(joined, [3, 0])).toEqual({
      values: Float32Array.of(2, 2, 3, 3, 1, 1),
      rowCount: 2,
      dimension: 2,
      rowOffsets: Uint32Array.of(0, 2, 3),
    });
  });

  it("reads a block back through its source", async () => {
    const source = embeddingSource(block([1, 2], [3, 4], [5, 6]));
    expect(await collectEmbeddings(source)).toEqual(block([1, 2], [3, 4], [5, 6]));
    expect(await source.rows([2, 2, 0])).toEqual(block([5, 6], [5, 6], [1, 2]));
  });

  it("counts the vectors of each row, whether or not the source knows them", async () => {
    const { vectorCounts: _, ...unknowing } = embeddingSource(multiVector);
    for (const source of [embeddingSource(multiVector), unknowing])
      expect(await vectorCounts(source)).toEqual(Uint32Array.of(1, 2));
    expect(await vectorCounts(embeddingSource(block([1, 2], [3, 4])))).toEqual(Uint32Array.of(1, 1));
  });

  it("has no rows without blocks", () => {
    expect(concatEmbeddings([], 4)).toEqual({ values: new Float32Array(), rowCount: 0, dimension: 4 });
  });

  it.each([
    ["another number of rows", block([1, 2]), 2],
    ["a ragged buffer", { values: new Float32Array(3), rowCount: 2, dimension: 2 }, 2],
    ["dimension 0", { values: new Float32Array(0), rowCount: 1, dimension: 0 }, 1],
    ["offsets past the end", { ...multiVector, rowOffsets: Uint32Array.of(0, 1, 4) }, 2],
  ])("refuses %s", (_, embeddings, expectedRows) => {
    expect(() => checkEmbeddings(embeddings, expectedRows, "fake")).toThrow(/fake returned/);
  });

  it.each([
    ["undefined", undefined],
    ["undefined", { data: new Float32Array(2), rowCount: 1, dimension: 2 }],
    ["Array", { values: [1, 2], rowCount: 1, dimension: 2 }],
    ["Float64Array", { values: new Float64Array(2), rowCount: 1, dimension: 2 }],
  ])("says what came instead of a Float32Array: %s", (came, given) => {
    const embeddings = given as unknown as Embeddings;
    expect(() => checkEmbeddings(embeddings, 1, "fake")).toThrow(`fake returned values of type ${came}; expected`);
  });
});
