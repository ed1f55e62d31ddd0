/** Bytes of a key. */
export const KEY_BYTES = 32;
const WORDS = KEY_BYTES / 4;
/** Rows whose keys lie in one array: growing adds such an array and copies none. */
const PAGE_ROWS = 2 ** 14;

/** A key within an array of 32-bit words. */
export interface KeyPlace {
  readonly words: Uint32Array;
  /** Index of its first word. */
  readonly at: number;
}

/** The keys of rows, by row number. */
export interface KeyPages {
  /** Writes concatenated keys as those of `firstRow` and the rows behind it. */
  write(keys: Uint8Array, firstRow: number): void;
  placeOf(row: number): KeyPlace;
  isKeyOf(row: number, key: KeyPlace): boolean;
}

/** Pages without rows; writing adds what is lacking. */
export function keyPages(): KeyPages {
  const pages: Uint32Array[] = [];
  const pageOf = (row: number): Uint32Array => pages[Math.floor(row / PAGE_ROWS)] as Uint32Array;
  return {
    write(keys, firstRow) {
      const rows = firstRow + keys.length / KEY_BYTES;
      while (pages.length * PAGE_ROWS < rows) pages.push(new Uint32Array(PAGE_ROWS * WORDS));
      for (let from = 0, row = firstRow; from < keys.length;) {
        const taken = keys.subarray(from, from + (PAGE_ROWS - (row % PAGE_ROWS)) * KEY_BYTES);
        new Uint8Array(pageOf(row).buffer).set(taken, offsetOf(row) * 4);
        from += taken.length;
        row += taken.length / KEY_BYTES;
      }
    },
    placeOf: (row) => ({ words: pageOf(row), at: offsetOf(row) }),
    isKeyOf: (row, key) => isSameKey(pageOf(row), offsetOf(row), key),
  };
}

function offsetOf(row: number): number {
  return (row % PAGE_ROWS) * WORDS;
}

function isSameKey(words: Uint32Array, start: number, { words: others, at }: KeyPlace): boolean {
  for (let i = 0; i < WORDS; i++) if (words[start + i] !== others[at + i]) return false;
  return true;
}
