import type { TopK } from "@mieb/kernels";

/** The `k` best of one query's scores, best first; equal scores by index, lower first. All scores are finite. */
export function bestScores(scores: Float32Array, k: number): TopK {
  const count = Math.min(k, scores.length);
  const least = count === 0 ? Infinity : (scores.toSorted().at(-count) ?? 0);
  const indices: number[] = [];
  scores.forEach((score, index) => {
    if (score >= least) indices.push(index);
  });
  const best = indices.toSorted((a, b) => (scores[b] ?? 0) - (scores[a] ?? 0) || a - b).slice(0, count);
  return {
    indices: Uint32Array.from(best),
    scores: Float32Array.from(best, (index) => scores[index] ?? 0),
    k: count,
  };
}
