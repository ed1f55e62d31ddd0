import type { EncoderInput } from "@mieb/core";
import { describe, expect, it } from "vitest";
import type { InputReader } from "./input-reader.ts";
import { windows } from "./windows.ts";

function readerOf(rowCount: number, bytes: number): InputReader & { readonly spans: [number, number][] } {
  const spans: [number, number][] = [];
  return {
    modality: "image",
    rowCount,
    spans,
    async read(start, end) {
      spans.push([start, end]);
      return Array.from({ length: end - start }, (_, index): EncoderInput => {
        const row = start + index;
        return { image: new Uint8Array(bytes), identity: { table: "t", column: "c", row, contentHash: `${row}` } };
      });
    },
  };
}

const rowsOf = async (reader: InputReader, budget: number): Promise<number[]> => {
  const rows: number[] = [];
  for await (const window of windows(reader, budget)) rows.push(...window.map(({ identity }) => identity.row));
  return rows;
};

describe("windows", () => {
  it("covers every row once, in order, in windows that follow the bytes", async () => {
    const reader = readerOf(2000, 1000);
    expect(await rowsOf(reader, 400_000)).toEqual(Array.from({ length: 2000 }, (_, row) => row));
    const sizes = reader.spans.map(([start, end]) => end - start);
    expect(sizes).toEqual([256, 399, 399, 399, 399, 148]);
  });

  it("shrinks to single rows where one row fills the budget", async () => {
    const reader = readerOf(258, 1000);
    await rowsOf(reader, 10);
    expect(reader.spans).toEqual([
      [0, 256],
      [256, 257],
      [257, 258],
    ]);
  });

  it("reads at most one window ahead", async () => {
    const reader = readerOf(10_000, 10);
    for await (const _ of windows(reader, 2560)) break;
    expect(reader.spans).toHaveLength(2);
  });
});
