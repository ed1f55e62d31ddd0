import { open } from "node:fs/promises";
import type { AsyncBuffer } from "hyparquet";

/** A file as hyparquet reads it: byte ranges on demand. Opened for each read, so that nothing has to be closed later. */
export function localBuffer(path: string, byteLength: number): AsyncBuffer {
  return {
    byteLength,
    async slice(start, end = byteLength) {
      await using handle = await open(path);
      const bytes = new Uint8Array(Math.max(0, Math.min(end, byteLength) - start));
      let filled = 0;
      while (filled < bytes.length) {
        const { bytesRead } = await handle.read(bytes, filled, bytes.length - filled, start + filled);
        if (bytesRead === 0)
          throw new Error(`the file ends at byte ${start + filled}, before the ${byteLength} bytes it had when opened`);
        filled += bytesRead;
      }
      return bytes.buffer;
    },
  };
}
