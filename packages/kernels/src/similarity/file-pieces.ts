import { open } from "node:fs/promises";
import { MiebError } from "@mieb/core";
import type { FileRows } from "@mieb/core";

/** Bytes that are read at a time. */
const PIECE_BYTES = 8 * 2 ** 20;

/** The rows of a file in pieces, each a new array. */
export async function* filePieces(rows: FileRows, dimension: number): AsyncGenerator<Float32Array> {
  const { path, byteOffset, rowCount } = rows;
  const unreadable = (cause: unknown): never => {
    throw refused(`${path} cannot be read: ${cause instanceof Error ? cause.message : String(cause)}.`, cause);
  };
  const handle = await open(path, "r").catch(unreadable);
  try {
    const { size } = await handle.stat();
    const rowBytes = 4 * dimension;
    if (byteOffset + rowCount * rowBytes > size) throw refused(`${path} has ${size} bytes, fewer than its rows take.`);
    const step = Math.max(1, Math.floor(PIECE_BYTES / rowBytes));
    for (let row = 0; row < rowCount; row += step) {
      const bytes = new Uint8Array(Math.min(step, rowCount - row) * rowBytes);
      for (let at = 0; at < bytes.length;) {
        const position = byteOffset + row * rowBytes + at;
        const { bytesRead } = await handle.read(bytes, at, bytes.length - at, position).catch(unreadable);
        if (bytesRead === 0) throw refused(`${path} was cut while it was read.`);
        at += bytesRead;
      }
      yield new Float32Array(bytes.buffer);
    }
  } finally {
    await handle.close();
  }
}

function refused(message: string, cause?: unknown): MiebError {
  return new MiebError("KERNEL_INVALID_ARGUMENT", message, { hint: "Check the file and where its rows lie.", cause });
}
