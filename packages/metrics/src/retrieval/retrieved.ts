/** Documents that a search returned for one query, in the search's own order. */
export interface Retrieved {
  /** Document numbers, which ascend with the documents' ids (see `idPlaces`); without repetition. */
  readonly documents: Uint32Array;
  /** One per document; no NaN. */
  readonly scores: Float32Array | Float64Array;
}

/**
 * Drops the best document, as the reference does for searches whose query is in the corpus: of equal best scores the
 * one that the search returned first goes, whatever its id. The rest comes sorted by score.
 */
export function withoutFirst({ documents, scores }: Retrieved): Retrieved {
  const order = Uint32Array.from(documents.keys()).toSorted((a, b) => (scores[b] ?? 0) - (scores[a] ?? 0));
  const rest = order.subarray(1);
  const kept = scores instanceof Float32Array ? new Float32Array(rest.length) : new Float64Array(rest.length);
  rest.forEach((index, position) => (kept[position] = scores[index] ?? 0));
  return { documents: rest.map((index) => documents[index] ?? 0), scores: kept };
}
