/** Documents that a search returned for one query, in the search's own order. */
export interface Retrieved {
  /** Document numbers, which ascend with the documents' ids (see `idPlaces`); without repetition. */
  readonly documents: Uint32Array;
  /** One per document; no NaN. */
  readonly scores: Float32Array | Float64Array;
}

/** Document numbers in the order that evaluation sees: by score, highest first; of equal scores the larger id first. */
export function rankDocuments({ documents, scores }: Retrieved): Uint32Array {
  const isPackable = scores instanceof Float32Array && documents.every((document) => document < documentRange);
  return isPackable ? rankPacked(documents, scores) : rankCompared(documents, scores);
}

function rankCompared(documents: Uint32Array, scores: Retrieved["scores"]): Uint32Array {
  return Uint32Array.from(documents.keys())
    .toSorted((a, b) => (scores[b] ?? 0) - (scores[a] ?? 0) || (documents[b] ?? 0) - (documents[a] ?? 0))
    .map((index) => documents[index] ?? 0);
}

/** Document numbers that fit beside 32 bits of score into the 53 bits of an exact number. */
const documentRange = 2 ** 21;

/** Score and document in one number each: sorting plain numbers is several times faster than calling a comparison. */
function rankPacked(documents: Uint32Array, scores: Float32Array): Uint32Array {
  // Adding 0 turns -0 into 0, which it equals.
  const bits = new Int32Array(scores.map((score) => score + 0).buffer);
  const keys = new Float64Array(scores.length);
  // Floats of one sign are ordered like their bits; negative ones backwards.
  bits.forEach((word, i) => (keys[i] = (word < 0 ? word ^ 0x7fffffff : word) * documentRange + (documents[i] ?? 0)));
  const sorted = keys.toSorted();
  const last = sorted.length - 1;
  return documents.map((_, rank) => {
    const key = sorted[last - rank] ?? 0;
    return key - Math.floor(key / documentRange) * documentRange;
  });
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
