import type { ImageSize } from "@mieb/kernels";

/** What a JPEG file's header says, as far as decoding needs it. */
export interface JpegHeader {
  readonly width: number;
  readonly height: number;
  /** Colour components: 1 grey, 3 RGB or YCbCr, 4 CMYK. */
  readonly components: number;
  /** Whether there is an APP1 segment, where EXIF and XMP stand. */
  readonly hasMetadata: boolean;
}

const [startOfImage, startOfScan, app1] = [0xd8, 0xda, 0xe1];
/** Frame headers; the other markers between them define tables. */
const isFrame = (marker: number): boolean => marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker);

/** The header of a JPEG file up to its first scan; undefined where it is not one, or broken. */
export function jpegHeader(bytes: Uint8Array): JpegHeader | undefined {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (bytes[0] !== 0xff || bytes[1] !== startOfImage) return undefined;
  let frame: Omit<JpegHeader, "hasMetadata"> | undefined;
  let hasMetadata = false;
  for (let at = 2; at + 10 <= bytes.length; at += 2 + view.getUint16(at + 2)) {
    const marker = bytes[at + 1] ?? 0;
    if (bytes[at] !== 0xff || marker < 0xc0) return undefined;
    if (marker === startOfScan) return frame && { ...frame, hasMetadata };
    hasMetadata ||= marker === app1;
    if (isFrame(marker)) {
      frame = { height: view.getUint16(at + 5), width: view.getUint16(at + 7), components: bytes[at + 9] ?? 0 };
    }
  }
  return undefined;
}

/** Size of a JPEG file that is grey or colour and not turned: nothing else has to be known of it. Undefined for others. */
export function plainJpegSize(bytes: Uint8Array): ImageSize | undefined {
  const header = jpegHeader(bytes);
  if (!header || header.hasMetadata || ![1, 3].includes(header.components)) return undefined;
  const { width, height } = header;
  return width > 0 && height > 0 ? { width, height } : undefined;
}
