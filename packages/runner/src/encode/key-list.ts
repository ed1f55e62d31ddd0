import { KEY_BYTES } from "../store/key-pages.ts";
import type { KeyList } from "../store/embedding-store.ts";

/** Keys whose bytes lie in one buffer: growing adds such a buffer and copies none. */
const PAGE_KEYS = 2 ** 13;

/** Keys in order, 32 bytes each: an array of their texts would take four times that for each of a million inputs. */
export interface GrowingKeyList extends KeyList {
  push(key: string): void;
}

/** An empty list. */
export function keyList(): GrowingKeyList {
  const pages: Buffer[] = [];
  let length = 0;
  return {
    get length() {
      return length;
    },
    at(index) {
      if (index < 0 || index >= length) return undefined;
      const start = (index % PAGE_KEYS) * KEY_BYTES;
      return pages[Math.floor(index / PAGE_KEYS)]?.toString("hex", start, start + KEY_BYTES);
    },
    push(key) {
      if (length % PAGE_KEYS === 0) pages.push(Buffer.alloc(PAGE_KEYS * KEY_BYTES));
      pages.at(-1)?.write(key, (length % PAGE_KEYS) * KEY_BYTES, "hex");
      length++;
    },
  };
}
