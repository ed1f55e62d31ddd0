/** Order of ids by the bytes of their UTF-8 text, which is also Python's order of strings. */
export function compareIds(a: string, b: string): number {
  const shared = Math.min(a.length, b.length);
  for (let i = 0; i < shared; i++) {
    const [left, right] = [a.charCodeAt(i), b.charCodeAt(i)];
    if (left !== right) return codePointOrder(left) - codePointOrder(right);
  }
  return a.length - b.length;
}

/** UTF-16 puts surrogates (code points above 0xFFFF) before 0xE000 to 0xFFFF; code point order puts them last. */
function codePointOrder(unit: number): number {
  return unit >= 0xd800 && unit < 0xe000 ? unit + 0x10000 : unit;
}

/**
 * Place of every id in the order of {@link compareIds}: the document numbers that retrieval metrics work with. Equal ids
 * share the place of the first of them.
 */
export function idPlaces(ids: readonly string[]): Uint32Array {
  const order = ids.map((_, index) => index).toSorted((a, b) => compareIds(ids[a] ?? "", ids[b] ?? ""));
  const places = new Uint32Array(ids.length);
  order.forEach((index, place) => {
    const before = order[place - 1];
    const isRepeated = before !== undefined && ids[before] === ids[index];
    places[index] = isRepeated ? (places[before] ?? 0) : place;
  });
  return places;
}
