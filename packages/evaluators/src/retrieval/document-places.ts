import { compareTexts, textCount, type TextList } from "./text-list.ts";

/**
 * Place of every id in their order: the document numbers that retrieval metrics work with. Equal ids share the place of
 * the first of them. The same as `idPlaces` of @mieb/metrics; besides the result it takes 8 bytes an id while it runs.
 */
export function documentPlaces(ids: TextList): Uint32Array {
  const order = sortedIndices(ids);
  const places = new Uint32Array(order.length);
  order.forEach((index, place) => {
    const before = order[place - 1];
    const isRepeated = before !== undefined && compareTexts(ids, before, index) === 0;
    places[index] = isRepeated ? (places[before] ?? 0) : place;
  });
  return places;
}

/** A document at each place; of equal ids any. */
export function documentsByPlace(places: Uint32Array): Uint32Array {
  const documents = new Uint32Array(places.length);
  places.forEach((place, document) => (documents[place] = document));
  return documents;
}

/** Stable merge sort from runs of one upwards: sorting a typed array with a comparison copies it into plain arrays. */
function sortedIndices(ids: TextList): Uint32Array {
  const count = textCount(ids);
  let order = Uint32Array.from({ length: count }, (_, index) => index);
  let merged = new Uint32Array(count);
  for (let width = 1; width < count; width *= 2) {
    for (let start = 0; start < count; start += 2 * width) {
      const bounds = { start, middle: Math.min(start + width, count), end: Math.min(start + 2 * width, count) };
      mergeRuns(ids, bounds, { from: order, to: merged });
    }
    [order, merged] = [merged, order];
  }
  return order;
}

interface Runs {
  readonly start: number;
  readonly middle: number;
  readonly end: number;
}

function mergeRuns(
  ids: TextList,
  { start, middle, end }: Runs,
  { from, to }: { readonly from: Uint32Array; readonly to: Uint32Array },
): void {
  const at = (place: number): number => from[place] ?? 0;
  if (middle === end || compareTexts(ids, at(middle - 1), at(middle)) <= 0) {
    to.set(from.subarray(start, end), start);
    return;
  }
  let [left, right] = [start, middle];
  for (let place = start; place < end; place++) {
    const takesLeft = right === end || (left < middle && compareTexts(ids, at(left), at(right)) <= 0);
    to[place] = at(takesLeft ? left++ : right++);
  }
}
