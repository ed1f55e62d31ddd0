import { KEY_BYTES } from "./row-keys.ts";

const WORDS = KEY_BYTES / 4;

/** Row numbers by key, in two typed arrays: 24 to 32 bytes a row. */
export interface RowIndex {
  /** Adds the next row; gives the row that has this key already, or -1. */
  add(key: Uint8Array): number;
  /** Row of a key, or -1. */
  rowOf(key: Uint8Array): number;
}

/** Bytes of an index for so many rows. */
export function rowIndexBytes(capacity: number): number {
  return 4 * (capacity * WORDS + slotCount(capacity));
}

/** A power of two, at least twice as many as rows. */
function slotCount(capacity: number): number {
  return 2 ** Math.ceil(Math.log2(Math.max(2, capacity * 2)));
}

/** An empty index for so many rows. Keys are hashes, so their first four bytes place them in the open-addressing table. */
export function rowIndex(capacity: number): RowIndex {
  const words = new Uint32Array(capacity * WORDS);
  const slots = new Uint32Array(slotCount(capacity));
  const mask = slots.length - 1;
  const probe = new Uint32Array(WORDS);
  const probeBytes = new Uint8Array(probe.buffer);
  let rowCount = 0;

  /** Slot of the probed key, or the free one where it belongs. A slot holds row + 1; 0 is free. */
  function slotOf(key: Uint8Array): number {
    probeBytes.set(key);
    let slot = (probe[0] as number) & mask;
    while (slots[slot] !== 0 && !isProbe((slots[slot] as number) - 1)) slot = (slot + 1) & mask;
    return slot;
  }

  function isProbe(row: number): boolean {
    for (let word = 0; word < WORDS; word++) if (words[row * WORDS + word] !== probe[word]) return false;
    return true;
  }

  return {
    add(key) {
      const slot = slotOf(key);
      words.set(probe, rowCount * WORDS);
      const before = (slots[slot] as number) - 1;
      if (before < 0) slots[slot] = rowCount + 1;
      rowCount++;
      return before;
    },
    rowOf: (key) => (slots[slotOf(key)] as number) - 1,
  };
}
