import type { ImageConversion } from "@mieb/core";

/** The RGB colour that stands for full transparency, each 0–255. */
export type ColorKey = readonly [red: number, green: number, blue: number];

const [GREY, RGB, PALETTE] = [0, 2, 3];

/**
 * The colour whose pixels Pillow makes transparent because a PNG names it in its tRNS chunk (a grey level, an RGB colour, or
 * a palette with a single zero and no half transparency); undefined for files without one.
 *
 * Pillow's `convert("RGB")` carries such a key along, and the image processor then pastes its pixels onto white: dropping
 * alpha first does not drop this one. Only in a palette under `native` it is an entry and not a colour, which is alpha like
 * any other.
 */
export function pngColorKey(bytes: Uint8Array, conversion: ImageConversion): ColorKey | undefined {
  const { palette, transparency } = tables(bytes);
  if (!transparency) return undefined;
  const [bitDepth = 8, colorType] = bytes.subarray(24, 26);
  if (colorType === GREY && transparency.length >= 2) return greyKey(levels(transparency)[0], bitDepth, conversion);
  if (colorType === RGB && transparency.length >= 6) {
    const [red, green, blue] = levels(transparency);
    return [red & 255, green & 255, blue & 255];
  }
  return colorType === PALETTE && conversion === "rgb" ? paletteKey(palette, transparency) : undefined;
}

/**
 * Pillow compares the key as it stands in the file, be the pixels scaled up from 2 or 4 bits or clipped from 16; converted
 * to RGB, modes 1 and I;16 keep the bare number, which then is the red of a colour without green and blue.
 */
function greyKey(level: number, bitDepth: number, conversion: ImageConversion): ColorKey {
  const key = bitDepth === 1 ? (level ? 255 : 0) : level;
  if (conversion === "native") return [key & 255, key & 255, key & 255];
  if (bitDepth === 1 || bitDepth === 16) return [key & 255, 0, 0];
  const clipped = Math.min(key, 255);
  return [clipped, clipped, clipped];
}

function paletteKey(palette: Uint8Array, table: Uint8Array): ColorKey | undefined {
  const opaque = table.filter((alpha) => alpha === 255).length;
  const entry = table.indexOf(0);
  if (opaque !== table.length - 1 || entry < 0) return undefined;
  const [red = 0, green = 0, blue = 0] = palette.subarray(entry * 3, entry * 3 + 3);
  return [red, green, blue];
}

/** The 16-bit numbers of a tRNS chunk of grey or RGB. */
function levels(table: Uint8Array): readonly [number, number, number] {
  const level = (at: number): number => ((table[at] ?? 0) << 8) | (table[at + 1] ?? 0);
  return [level(0), level(2), level(4)];
}

/** Contents of the PLTE and tRNS chunks, which stand before the pixels. */
function tables(bytes: Uint8Array): { palette: Uint8Array; transparency?: Uint8Array } {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let palette = new Uint8Array();
  for (let offset = 8; offset + 8 <= bytes.length;) {
    const length = view.getUint32(offset);
    const kind = String.fromCharCode(...bytes.subarray(offset + 4, offset + 8));
    const content = bytes.slice(offset + 8, offset + 8 + length);
    if (kind === "tRNS") return { palette, transparency: content };
    if (kind === "PLTE") palette = content;
    if (kind === "IDAT") break;
    offset += 12 + length;
  }
  return { palette };
}
