import { readFileSync } from "node:fs";
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
    const reading = readWhole(path, byteLength);
    files.set(buffer, reading, { size: Math.max(1, byteLength) });
    reading.catch(() => files.delete(buffer));
    return reading;
  }
  return buffer;
}

/** Small files are read directly: the way to the thread pool and back, three times, takes longer than the reading. */
async function readWhole(path: string, byteLength: number): Promise<ArrayBuffer> {
  const bytes = readFileSync(path);
  if (bytes.length >= byteLength) return bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + byteLength);
  throw tooShort(bytes.length, byteLength);
}

function tooShort(length: number, end: number): Error {
  return new Error(`the file ends at byte ${length}, before byte ${end} that it should have`);
}

async function readRange(path: string, { start, end }: { start: number; end: number }): Promise<ArrayBuffer> {
  await using handle = await open(path);
  const bytes = new Uint8Array(Math.max(0, end - start));
  let filled = 0;
  while (filled < bytes.length) {
    const { bytesRead } = await handle.read(bytes, filled, bytes.length - filled, start + filled);
    if (bytesRead === 0) throw tooShort(start + filled, end);
    filled += bytesRead;
  }
  return bytes.buffer;
}
