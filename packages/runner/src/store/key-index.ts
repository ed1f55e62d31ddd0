import { MiebError } from "@mieb/core";
import { KEY_BYTES, keyPages, type KeyPlace } from "./key-pages.ts";

/**
 * Row numbers by 32-byte key, in typed arrays (40 to 48 bytes a key) instead of a Map of strings (about 200).
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
  const pages = keyPages();
  let slots = new Uint32Array(4096);
  let [rowCount, keyCount] = [0, 0];
  const probe = new Uint32Array(KEY_BYTES / 4);
  const probeBytes = Buffer.from(probe.buffer);

  /** Slot that holds a key, or the free one where it belongs. A slot holds row + 1; 0 is free. */
  function slotOf(key: KeyPlace): number {
    const mask = slots.length - 1;
    let slot = (key.words[key.at] as number) & mask;
    while (slots[slot] !== 0 && !pages.isKeyOf((slots[slot] as number) - 1, key)) slot = (slot + 1) & mask;
    return slot;
  }

  function reserve(rows: number): void {
    if (rows * 2 <= slots.length) return;
    const before = slots;
    slots = new Uint32Array(2 ** Math.ceil(Math.log2(rows * 2)));
    for (const entry of before) if (entry !== 0) slots[slotOf(pages.placeOf(entry - 1))] = entry;
  }

  return {
    get rowCount() {
      return rowCount;
    },
    get keyCount() {
      return keyCount;
    },
    isCurrent: (row) => slots[slotOf(pages.placeOf(row))] === row + 1,
    rowOf(key) {
      writeKey(key, probeBytes, 0);
      return (slots[slotOf({ words: probe, at: 0 })] as number) - 1;
    },
    add(keys, replaces) {
      const first = rowCount;
      const added = keys.length / KEY_BYTES;
      reserve(first + added);
      pages.write(keys, first);
      for (rowCount = first; rowCount < first + added; rowCount++) {
        const slot = slotOf(pages.placeOf(rowCount));
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
