import type { Retrieved } from "@mieb/metrics";

/**
 * The best results of one query so far: a binary heap with the worst on top, ordered by score, then document number.
 * Moves entries as Python's heapq does, because the order in which it holds them decides ties of `withoutFirst`.
 */
export interface ResultHeap {
  readonly scores: Float32Array;
  readonly documents: Uint32Array;
  size: number;
}

/** An empty heap for up to `capacity` results. */
export function resultHeap(capacity: number): ResultHeap {
  return { scores: new Float32Array(capacity), documents: new Uint32Array(capacity), size: 0 };
}

/** A heap for each query, which all of its rows share; `capacityOf` tells how many results to keep of a number of rows. */
export function queryHeaps(queryOf: Uint32Array, capacityOf: (rows: number, query: number) => number): ResultHeap[] {
  const rows: number[] = [];
  for (const query of queryOf) rows[query] = (rows[query] ?? 0) + 1;
  return rows.map((count, query) => resultHeap(capacityOf(count, query)));
}

/**
 * Adds a result; a full heap drops the worst of all, which may be the new one.
 * @returns whether results with lower scores may still enter
 */
export function pushResult(heap: ResultHeap, score: number, document: number): boolean {
  if (heap.size < heap.scores.length) {
    moveUp(heap, heap.size++, { score, document });
    return true;
  }
  const worst = heap.scores[0] ?? 0;
  if (score > worst || (score === worst && document > (heap.documents[0] ?? 0))) moveDown(heap, { score, document });
  return score >= worst;
}

/** Results in the order the heap holds them; of equal documents the place of the first and the score of the last. */
export function heapResults({ scores, documents, size }: ResultHeap): Retrieved {
  const scoreOf = new Map<number, number>();
  for (let i = 0; i < size; i++) scoreOf.set(documents[i] ?? 0, scores[i] ?? 0);
  if (scoreOf.size === size) return { documents: documents.subarray(0, size), scores: scores.subarray(0, size) };
  return { documents: Uint32Array.from(scoreOf.keys()), scores: Float32Array.from(scoreOf.values()) };
}

interface Entry {
  readonly score: number;
  readonly document: number;
}

function moveUp(heap: ResultHeap, from: number, entry: Entry): void {
  let at = from;
  while (at > 0) {
    const parent = (at - 1) >> 1;
    if (!isBelow(heap, entry, parent)) break;
    copy(heap, parent, at);
    at = parent;
  }
  place(heap, at, entry);
}

/** Replaces the top; it sinks below every smaller child. */
function moveDown(heap: ResultHeap, entry: Entry): void {
  let at = 0;
  for (let child = 1; child < heap.size; child = 2 * at + 1) {
    const right = child + 1;
    const smaller = right < heap.size && isBelow(heap, entryAt(heap, right), child) ? right : child;
    if (isBelow(heap, entry, smaller)) break;
    copy(heap, smaller, at);
    at = smaller;
  }
  place(heap, at, entry);
}

function isBelow({ scores, documents }: ResultHeap, { score, document }: Entry, other: number): boolean {
  const otherScore = scores[other] ?? 0;
  return score < otherScore || (score === otherScore && document < (documents[other] ?? 0));
}

function entryAt({ scores, documents }: ResultHeap, at: number): Entry {
  return { score: scores[at] ?? 0, document: documents[at] ?? 0 };
}

function copy(heap: ResultHeap, from: number, to: number): void {
  place(heap, to, entryAt(heap, from));
}

function place({ scores, documents }: ResultHeap, at: number, { score, document }: Entry): void {
  scores[at] = score;
  documents[at] = document;
}
