import { crc32, deflateSync } from "node:zlib";

/** Colour types of PNG with 8 bits a sample: number in the header, samples of a pixel. */
const colorTypes = { grey: [0, 1], rgb: [2, 3], palette: [3, 1], rgba: [6, 4] } as const;

export interface PngPixels {
  readonly width: number;
  readonly height: number;
  readonly color: keyof typeof colorTypes;
  /** Samples of a pixel, taken modulo 256: grey, RGB or RGBA, or its place in the palette. */
  pixelAt(x: number, y: number): readonly number[];
  /** RGB triples, for `palette`. */
  readonly palette?: readonly number[];
}

/** An image drawn in code, as the bytes of a PNG file. */
export function pngFile({ width, height, color, pixelAt, palette = [] }: PngPixels): Uint8Array {
  const [type, samples] = colorTypes[color];
  const lines = new Uint8Array(height * (1 + width * samples));
  for (let y = 0, at = 0; y < height; y++) {
    at++; // Each line begins with the number of its filter: 0, none.
    for (let x = 0; x < width; x++, at += samples) lines.set(pixelAt(x, y), at);
  }
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header.set([8, type], 8);
  const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
  const colors = color === "palette" ? [chunk("PLTE", Uint8Array.from(palette))] : [];
  const chunks = [chunk("IHDR", header), ...colors, chunk("IDAT", deflateSync(lines)), chunk("IEND", new Uint8Array())];
  return new Uint8Array(Buffer.concat([signature, ...chunks]));
}

function chunk(type: string, data: Uint8Array): Uint8Array {
  const body = Buffer.concat([Buffer.from(type, "latin1"), data]);
  const [length, checksum] = [Buffer.alloc(4), Buffer.alloc(4)];
  length.writeUInt32BE(data.length);
  checksum.writeUInt32BE(crc32(body));
  return Buffer.concat([length, body, checksum]);
}
