import { MiebError } from "@mieb/core";

/** Bytes of a key. */
export const KEY_BYTES = 32;
const WORDS = KEY_BYTES / 4;

/**
 * Row numbers by 32-byte key, in two typed arrays (about 45 bytes a key) instead of a Map of strings (about 200).
 * Rows are numbered in the order they were added.
 */
export interface KeyIndex {
  readonly rowCount: number;
  /** Distinct keys. */
  readonly keyCount: number;
  /** Whether the key of this row points to it, and not to an earlier or later row. */
  isCurrent(row: number): boolean;
  /** Row of a hexadecimal key, or -1. */
  rowOf(key: string): number;
  /**
   * Adds rows for these concatenated keys and returns the number of the first. Every key gets a row; a key that has
   * one already is pointed to the new row only if `replaces(old row)`.
   */
  add(keys: Uint8Array, replaces: (row: number) => boolean): number;
}

/** An empty index. Keys are hashes, so their first four bytes serve as the hash of an open-addressing table. */
export function keyIndex(): KeyIndex {
  let words = new Uint32Array(1024 * WORDS);
  let slots = new Uint32Array(4096);
  let [rowCount, keyCount] = [0, 0];
  const probe = new Uint32Array(WORDS);
  const probeBytes = Buffer.from(probe.buffer);

  /** Slot that holds the key at `source[at]`, or the free one where it belongs. A slot holds row + 1; 0 is free. */
  function slotOf(source: Uint32Array, at: number): number {
    const mask = slots.length - 1;
    let slot = (source[at] as number) & mask;
    while (slots[slot] !== 0 && !sameKey(words, ((slots[slot] as number) - 1) * WORDS, source, at)) {
      slot = (slot + 1) & mask;
    }
    return slot;
  }

  function reserve(rows: number): void {
    if (rows * WORDS > words.length) words = grown(words, Math.max(rows, Math.ceil(rowCount * 1.5)) * WORDS);
    if (rows * 2 <= slots.length) return;
    const live = slots.filter((entry) => entry !== 0);
    slots = new Uint32Array(2 ** Math.ceil(Math.log2(rows * 2)));
    for (const entry of live) slots[slotOf(words, (entry - 1) * WORDS)] = entry;
  }

  return {
    get rowCount() {
      return rowCount;
    },
    get keyCount() {
      return keyCount;
    },
    isCurrent: (row) => slots[slotOf(words, row * WORDS)] === row + 1,
    rowOf(key) {
      writeKey(key, probeBytes, 0);
      return (slots[slotOf(probe, 0)] as number) - 1;
    },
    add(keys, replaces) {
      const first = rowCount;
      const added = keys.length / KEY_BYTES;
      reserve(first + added);
      new Uint8Array(words.buffer).set(keys, first * KEY_BYTES);
      for (rowCount = first; rowCount < first + added; rowCount++) {
        const slot = slotOf(words, rowCount * WORDS);
        const old = slots[slot] as number;
        if (old === 0) keyCount++;
        if (old === 0 || replaces(old - 1)) slots[slot] = rowCount + 1;
      }
      return first;
    },
  };
}

/**
 * Hexadecimal keys as concatenated bytes, in a buffer of their own.
 * @throws MiebError `INTERNAL` for a key that is not 64 hexadecimal digits
 */
export function keyBytes(keys: readonly string[]): Uint8Array<ArrayBuffer> {
  const bytes = Buffer.from(new ArrayBuffer(keys.length * KEY_BYTES));
  for (const [index, key] of keys.entries()) writeKey(key, bytes, index * KEY_BYTES);
  return bytes;
}

function writeKey(key: string, bytes: Buffer, at: number): void {
  if (key.length === 2 * KEY_BYTES && bytes.write(key, at, "hex") === KEY_BYTES) return;
  throw new MiebError("INTERNAL", `An embedding key is 64 hexadecimal digits; got ${JSON.stringify(key)}.`, {
    hint: "Make keys with embeddingKey().",
  });
}

function sameKey(words: Uint32Array, row: number, source: Uint32Array, at: number): boolean {
  for (let i = 0; i < WORDS; i++) if (words[row + i] !== source[at + i]) return false;
  return true;
}

function grown(words: Uint32Array<ArrayBuffer>, length: number): Uint32Array<ArrayBuffer> {
  const larger = new Uint32Array(length);
  larger.set(words);
  return larger;
}
