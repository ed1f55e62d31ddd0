import { KEY_BYTES } from "../store/key-index.ts";
import type { KeyList } from "../store/embedding-store.ts";

/** Keys in order, 32 bytes each: an array of their texts would take four times that for each of a million inputs. */
export interface GrowingKeyList extends KeyList {
  push(key: string): void;
}

/** An empty list. */
export function keyList(): GrowingKeyList {
  let bytes = Buffer.alloc(256 * KEY_BYTES);
  let length = 0;
  return {
    get length() {
      return length;
    },
    at(index) {
      const start = index * KEY_BYTES;
      return index >= 0 && index < length ? bytes.toString("hex", start, start + KEY_BYTES) : undefined;
    },
    push(key) {
      if ((length + 1) * KEY_BYTES > bytes.length) bytes = Buffer.concat([bytes, Buffer.alloc(bytes.length)]);
      bytes.write(key, length * KEY_BYTES, "hex");
      length++;
    },
  };
}
