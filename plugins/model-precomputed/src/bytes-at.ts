import type { FileHandle } from "node:fs/promises";

/** Bytes of a file in a buffer of their own, which they fill; fewer where the file ends before. */
export async function bytesAt(handle: FileHandle, position: number, length: number): Promise<Uint8Array<ArrayBuffer>> {
  const bytes = new Uint8Array(length);
  const { bytesRead } = await handle.read(bytes, 0, length, position);
  return bytes.subarray(0, bytesRead);
}
