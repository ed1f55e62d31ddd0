import { sieveMask, type RelevantDocuments } from "./relevant-documents.ts";
import type { Retrieved } from "./retrieved.ts";

/** Where a search put the relevant documents that it found, best first. */
export interface RelevantRanks {
  /** Ranks from 0, ascending. */
  readonly ranks: ArrayLike<number>;
  /** Grade of each, at least 1. */
  readonly grades: ArrayLike<number>;
}

/**
 * Ranks in the order that evaluation sees: by score, highest first; of equal scores the larger document number first.
 * Counts how many documents stand before each relevant one, which takes no sorting of all.
 */
export function relevantRanks(retrieved: Retrieved, relevant: RelevantDocuments): RelevantRanks {
  const found = sortedPlaces(retrieved, foundPlaces(retrieved.documents, relevant));
  const ranks = countBefore(retrieved, found);
  for (let i = 1; i < ranks.length; i++) ranks[i] = (ranks[i] ?? 0) + (ranks[i - 1] ?? 0);
  return { ranks, grades: found.map((place) => relevant.gradeOf.get(retrieved.documents[place] ?? 0) ?? 0) };
}

function foundPlaces(documents: Uint32Array, { gradeOf, sieve }: RelevantDocuments): number[] {
  const places: number[] = [];
  for (let place = 0; place < documents.length; place++) {
    const document = documents[place] ?? 0;
    if (sieve[document & sieveMask] === 1 && gradeOf.has(document)) places.push(place);
  }
  return places;
}

function sortedPlaces({ documents, scores }: Retrieved, places: readonly number[]): number[] {
  return places.toSorted((a, b) => (scores[b] ?? 0) - (scores[a] ?? 0) || (documents[b] ?? 0) - (documents[a] ?? 0));
}

/** For each place how many documents stand before it and not before the place before. Places are best first. */
function countBefore({ documents, scores }: Retrieved, places: readonly number[]): Uint32Array {
  const counts = new Uint32Array(places.length);
  const heldScores = Float64Array.from(places, (place) => scores[place] ?? 0);
  const heldDocuments = Uint32Array.from(places, (place) => documents[place] ?? 0);
  const last = places.length - 1;
  for (let i = 0; last >= 0 && i < documents.length; i++) {
    const [score, document] = [scores[i] ?? 0, documents[i] ?? 0];
    let [low, high] = [0, places.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      const held = heldScores[middle] ?? 0;
      if (score > held || (score === held && document > (heldDocuments[middle] ?? 0))) high = middle;
      else low = middle + 1;
    }
    if (low <= last) counts[low] = (counts[low] ?? 0) + 1;
  }
  return counts;
}
