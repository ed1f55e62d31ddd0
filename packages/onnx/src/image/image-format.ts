/** What an image file is, by its first bytes. */
export type ImageFormat =
  | "JPEG"
  | "PNG"
  | "WebP"
  | "GIF"
  | "TIFF"
  | "BMP"
  | "JPEG 2000"
  | "HEIF or AVIF"
  | "SVG or HTML";

const signatures: readonly (readonly [ImageFormat, number, string])[] = [
  ["JPEG", 0, "\xff\xd8\xff"],
  ["PNG", 0, "\x89PNG\r\n\x1a\n"],
  ["WebP", 8, "WEBP"],
  ["GIF", 0, "GIF8"],
  ["TIFF", 0, "II*\0"],
  ["TIFF", 0, "MM\0*"],
  ["BMP", 0, "BM"],
  ["JPEG 2000", 4, "jP  "],
  ["JPEG 2000", 0, "\xff\x4f\xff\x51"],
  ["HEIF or AVIF", 4, "ftyp"],
  ["SVG or HTML", 0, "<"],
];

/** Format of an encoded image, or undefined when the bytes begin like none that is known. */
export function imageFormat(bytes: Uint8Array): ImageFormat | undefined {
  const head = String.fromCharCode(...bytes.subarray(0, 16));
  return signatures.find(([, offset, signature]) => head.startsWith(signature, offset))?.[0];
}

/**
 * TIFF photometric interpretation (tag 262) of the first page: 1 grey, 2 RGB, 3 palette, 5 CMYK, 6 YCbCr;
 * undefined when the directory cannot be read.
 */
export function tiffPhotometric(bytes: Uint8Array): number | undefined {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const littleEndian = bytes[0] === 0x49;
  const directory = bytes.length < 8 ? bytes.length : view.getUint32(4, littleEndian);
  if (directory + 2 > bytes.length) return undefined;
  const entries = view.getUint16(directory, littleEndian);
  for (let offset = directory + 2; offset + 12 <= bytes.length && offset < directory + 2 + entries * 12; offset += 12) {
    if (view.getUint16(offset, littleEndian) === 262) return view.getUint16(offset + 8, littleEndian);
  }
  return undefined;
}
