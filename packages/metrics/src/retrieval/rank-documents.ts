/** Documents that a search returned for one query, in the search's own order. */
export interface Retrieved {
  /** Document numbers, without repetition. */
  readonly documents: Uint32Array;
  /** One per document; no NaN. */
  readonly scores: Float32Array | Float64Array;
}

/**
 * Document numbers in the order that evaluation sees: by score, highest first; of equal scores the larger id first.
 * @param places place of each document's id in ascending order of ids, by document number
 */
export function rankDocuments({ documents, scores }: Retrieved, places: Uint32Array): Uint32Array {
  const order = Uint32Array.from(documents.keys());
  const place = (index: number): number => places[documents[index] ?? 0] ?? 0;
  order.sort((a, b) => (scores[b] ?? 0) - (scores[a] ?? 0) || place(b) - place(a));
  return order.map((index) => documents[index] ?? 0);
}

/**
 * Drops the best document, as the reference does for searches whose query is in the corpus: of equal best scores the
 * one that the search returned first goes, whatever its id. The rest comes sorted by score.
 */
export function withoutFirst({ documents, scores }: Retrieved): Retrieved {
  const order = Uint32Array.from(documents.keys()).sort((a, b) => (scores[b] ?? 0) - (scores[a] ?? 0) || a - b);
  const rest = order.subarray(1);
  const kept = scores instanceof Float32Array ? new Float32Array(rest.length) : new Float64Array(rest.length);
  rest.forEach((index, position) => (kept[position] = scores[index] ?? 0));
  return { documents: rest.map((index) => documents[index] ?? 0), scores: kept };
}
