import type { ImageSize } from "@mieb/kernels";

const signature = Buffer.from("\x89PNG\r\n\x1a\n\0\0\0\rIHDR", "latin1");

/** Width and height in the header of a PNG file; undefined for any other file, and for a header that cannot be. */
export function pngSize(bytes: Uint8Array): ImageSize | undefined {
  const head = Buffer.from(bytes.buffer, bytes.byteOffset, Math.min(bytes.byteLength, 24));
  if (head.length < 24 || !head.subarray(0, 16).equals(signature)) return undefined;
  const [width, height] = [head.readUInt32BE(16), head.readUInt32BE(20)];
  return width > 0 && height > 0 && width < 2 ** 31 && height < 2 ** 31 ? { width, height } : undefined;
}
