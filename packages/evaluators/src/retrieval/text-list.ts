/**
 * Texts one after the other in UTF-8: 4 bytes for each besides its own, where an array of strings takes 40. Text `i` is
 * `bytes[offsets[i]]` to `bytes[offsets[i + 1]]`.
 */
export interface TextList {
  readonly bytes: Uint8Array;
  /** One more than there are texts, ascending from 0. */
  readonly offsets: Uint32Array;
}

/** Texts that are still being collected. */
export interface GrowingTextList {
  push(text: string): void;
  /** The texts so far, in memory of just their size. */
  toList(): TextList;
}

/** The most that a UTF-16 unit takes in UTF-8. */
const unitBytes = 3;

/** An empty list with room for `count` texts; longer ones make it grow. */
export function growingTextList(count: number): GrowingTextList {
  const encoder = new TextEncoder();
  const offsets = new Uint32Array(count + 1);
  let bytes = new Uint8Array(16 * count + 1024);
  let [length, used] = [0, 0];
  return {
    push(text) {
      const needed = used + text.length * unitBytes;
      if (needed > bytes.length) bytes = copied(bytes, Math.max(needed, Math.ceil(bytes.length * 1.5)));
      used += encoder.encodeInto(text, bytes.subarray(used)).written;
      offsets[++length] = used;
    },
    toList: () => ({ bytes: copied(bytes.subarray(0, used), used), offsets: offsets.subarray(0, length + 1) }),
  };
}

/** Number of texts. */
export function textCount({ offsets }: TextList): number {
  return offsets.length - 1;
}

export function textAt({ bytes, offsets }: TextList, index: number): string {
  return new TextDecoder().decode(bytes.subarray(offsets[index], offsets[index + 1]));
}

/** Order of two texts of a list by their bytes: that of code points, Python's order of strings. Equal texts give 0. */
export function compareTexts({ bytes, offsets }: TextList, a: number, b: number): number {
  const [startA, startB] = [offsets[a] ?? 0, offsets[b] ?? 0];
  const [lengthA, lengthB] = [(offsets[a + 1] ?? 0) - startA, (offsets[b + 1] ?? 0) - startB];
  const shared = Math.min(lengthA, lengthB);
  for (let i = 0; i < shared; i++) {
    const difference = (bytes[startA + i] ?? 0) - (bytes[startB + i] ?? 0);
    if (difference !== 0) return difference;
  }
  return lengthA - lengthB;
}

function copied(bytes: Uint8Array, length: number): Uint8Array<ArrayBuffer> {
  const copy = new Uint8Array(length);
  copy.set(bytes);
  return copy;
}
