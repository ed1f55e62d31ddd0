/** Indices of the `k` highest scores, best first; equal scores are ordered by index, lower first. */
export function bestIndices(scores: Float32Array, k: number): Uint32Array {
  if (k === 0) return new Uint32Array(0);
  const isWorse = (a: number, b: number): boolean => {
    const [scoreA, scoreB] = [scores[a] ?? 0, scores[b] ?? 0];
    return scoreA < scoreB || (scoreA === scoreB && a > b);
  };
  const heap = Uint32Array.from({ length: k }, (_, index) => index);
  for (let node = (k >> 1) - 1; node >= 0; node--) siftDown(heap, node, isWorse);
  for (let index = k; index < scores.length; index++) {
    if (!isWorse(heap[0] ?? 0, index)) continue;
    heap[0] = index;
    siftDown(heap, 0, isWorse);
  }
  return heap.toSorted((a, b) => (isWorse(a, b) ? 1 : -1));
}

/** Restores the order of a heap whose root is its worst element, after the one at `node` was replaced. */
function siftDown(heap: Uint32Array, node: number, isWorse: (a: number, b: number) => boolean): void {
  const moved = heap[node] ?? 0;
  for (;;) {
    let child = 2 * node + 1;
    if (child >= heap.length) break;
    if (child + 1 < heap.length && isWorse(heap[child + 1] ?? 0, heap[child] ?? 0)) child++;
    if (!isWorse(heap[child] ?? 0, moved)) break;
    heap[node] = heap[child] ?? 0;
    node = child;
  }
  heap[node] = moved;
}
