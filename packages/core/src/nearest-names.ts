import { distance } from "fastest-levenshtein";

/** Up to `most` of `known` that `name` may be a slip of: same letters in another case first, then by edit distance. */
export function nearestNames(name: string, known: readonly string[], most = 3): readonly string[] {
  const wanted = fold(name);
  return known
    .map((candidate) => ({ candidate, cost: costOf(wanted, fold(candidate)) }))
    .filter(({ cost }) => cost <= Math.max(2, wanted.length / 3))
    .toSorted((a, b) => a.cost - b.cost || (a.candidate < b.candidate ? -1 : 1))
    .slice(0, most)
    .map(({ candidate }) => candidate);
}

/** Part of a longer name counts as one slip per four letters left out. */
function costOf(wanted: string, candidate: string): number {
  const contained = wanted.length >= 3 && candidate.includes(wanted);
  return contained ? Math.min(2, (candidate.length - wanted.length) / 4) : distance(wanted, candidate);
}

function fold(name: string): string {
  return name.toLowerCase().replace(/[^a-z0-9]/g, "");
}
