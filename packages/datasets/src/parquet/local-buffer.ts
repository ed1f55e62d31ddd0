import { open } from "node:fs/promises";
import type { AsyncBuffer } from "hyparquet";
import { LRUCache } from "lru-cache";

/** Files up to this size are read whole: a footer, its indexes and a few pages one by one cost more than all of it. */
const WHOLE_BYTES = 2 ** 20;
/** What of such files is kept, over all tables; the one that was not used for longest goes first. */
const KEPT_BYTES = 32 * 2 ** 20;

let kept = wholeFiles(KEPT_BYTES);

function wholeFiles(maxSize: number): LRUCache<AsyncBuffer, Promise<ArrayBuffer>> {
  return new LRUCache({ maxSize });
}

/** From now on keeps small files of up to this size altogether, and no more than it does by default. */
export function limitWholeFiles(bytes: number): void {
  kept = wholeFiles(Math.max(1, Math.min(KEPT_BYTES, Math.floor(bytes))));
}

/** A file as hyparquet reads it: byte ranges on demand. Opened for each read, so that nothing has to be closed later. */
export function localBuffer(path: string, byteLength: number): AsyncBuffer {
  const buffer: AsyncBuffer = {
    byteLength,
    async slice(start, end = byteLength) {
      const range = { start, end: Math.min(end, byteLength) };
      return byteLength > WHOLE_BYTES ? readRange(path, range) : (await whole()).slice(start, range.end);
    },
  };
  function whole(): Promise<ArrayBuffer> {
    const files = kept;
    const known = files.get(buffer);
    if (known) return known;
    const reading = readRange(path, { start: 0, end: byteLength });
    files.set(buffer, reading, { size: Math.max(1, byteLength) });
    reading.catch(() => files.delete(buffer));
    return reading;
  }
  return buffer;
}

async function readRange(path: string, { start, end }: { start: number; end: number }): Promise<ArrayBuffer> {
  await using handle = await open(path);
  const bytes = new Uint8Array(Math.max(0, end - start));
  let filled = 0;
  while (filled < bytes.length) {
    const { bytesRead } = await handle.read(bytes, filled, bytes.length - filled, start + filled);
    if (bytesRead === 0)
      throw new Error(`the file ends at byte ${start + filled}, before byte ${end} that it should have`);
    filled += bytesRead;
  }
  return bytes.buffer;
}
