const PALETTE = 3;

/**
 * Whether a PNG marks one colour as fully transparent (tRNS on grey or RGB, or a palette with a single zero and no half
 * transparency), instead of having an alpha channel.
 *
 * Pillow's `convert("RGB")` carries such a key along, and the image processor then pastes its pixels onto white: dropping
 * alpha first does not drop this one.
 */
export function hasPngColorKey(bytes: Uint8Array): boolean {
  const table = transparencyChunk(bytes);
  if (!table) return false;
  const opaque = table.filter((alpha) => alpha === 255).length;
  return bytes[25] !== PALETTE || (opaque === table.length - 1 && table.includes(0));
}

/** Content of the tRNS chunk, which stands before the pixels. */
function transparencyChunk(bytes: Uint8Array): Uint8Array | undefined {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  for (let offset = 8; offset + 8 <= bytes.length;) {
    const length = view.getUint32(offset);
    const kind = String.fromCharCode(...bytes.subarray(offset + 4, offset + 8));
    if (kind === "tRNS") return bytes.subarray(offset + 8, offset + 8 + length);
    if (kind === "IDAT") return undefined;
    offset += 12 + length;
  }
  return undefined;
}
