import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { heapResults, pushResult, resultHeap } from "./result-heap.ts";

interface HeapCase {
  readonly capacity: number;
  readonly pushed: readonly (readonly [number, number])[];
  readonly expected: readonly (readonly [number, number])[];
}
const fixtureFile = new URL("../../test/fixtures/retrieval.json", import.meta.url);
const { heaps } = JSON.parse(readFileSync(fixtureFile, "utf8")) as { heaps: HeapCase[] };

describe("result heap", () => {
  it.each(heaps)("holds $capacity entries where Python's heapq holds them", ({ capacity, pushed, expected }) => {
    const heap = resultHeap(capacity);
    for (const [score, document] of pushed) pushResult(heap, score, document);
    const entries = expected.map((_, at) => [heap.scores[at], heap.documents[at]]);
    expect(entries).toEqual(expected);
    expect(heap.size).toBe(expected.length);
  });

  it("says when nothing worse may enter", () => {
    const heap = resultHeap(1);
    expect(pushResult(heap, 0.5, 3)).toBe(true);
    expect(pushResult(heap, 0.5, 2)).toBe(true);
    expect(pushResult(heap, 0.25, 9)).toBe(false);
    expect(heapResults(heap)).toEqual({ documents: Uint32Array.of(3), scores: Float32Array.of(0.5) });
  });

  it("keeps one score per document, the last", () => {
    const heap = resultHeap(3);
    for (const score of [1, 2, 3]) pushResult(heap, score, 7);
    expect(heapResults(heap)).toEqual({ documents: Uint32Array.of(7), scores: Float32Array.of(3) });
  });
});
