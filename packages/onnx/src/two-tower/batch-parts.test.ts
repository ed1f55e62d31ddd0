import { describe, expect, it } from "vitest";
import type { GraphSignature } from "../session/protocol.ts";
import { batchParts, joinedRows } from "./batch-parts.ts";

const graphFor = (batch: number | string): GraphSignature => ({
  inputs: [{ name: "text", type: "int32", dims: [batch, 2] }],
  outputs: [],
});
const text = { data: Int32Array.of(1, 2, 3, 4), dims: [2, 2] };

describe("batchParts", () => {
  it("feeds all rows at once", () => {
    expect(batchParts(graphFor("batch"), { text })).toEqual([{ text }]);
  });

  it("feeds a graph for one its rows one after the other, each in a buffer of its own", () => {
    const parts = batchParts(graphFor(1), { text });
    expect(parts).toEqual([
      { text: { data: Int32Array.of(1, 2), dims: [1, 2] } },
      { text: { data: Int32Array.of(3, 4), dims: [1, 2] } },
    ]);
    expect(new Set([text, ...parts.map((part) => part["text"])].map((tensor) => tensor?.data.buffer)).size).toBe(3);
  });
});

describe("joinedRows", () => {
  it("puts the rows in order", () => {
    const row = (...values: readonly number[]): { data: Float32Array; dims: number[] } => ({
      data: Float32Array.from(values),
      dims: [1, values.length],
    });
    expect(joinedRows([row(1, 2, 3), row(4, 5, 6)])).toEqual({
      values: Float32Array.of(1, 2, 3, 4, 5, 6),
      rowCount: 2,
      dimension: 3,
    });
    expect(joinedRows([{ data: Float32Array.of(1, 2), dims: [2, 1] }])).toMatchObject({ rowCount: 2, dimension: 1 });
  });
});
