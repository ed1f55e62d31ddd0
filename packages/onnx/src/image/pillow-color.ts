import type { ColorKey } from "./png-color-key.ts";

/**
 * Interleaved RGBA over opaque white, as RGB: Pillow's `alpha_composite` onto a white background.
 *
 * With an opaque background Pillow's fixed-point blend reduces to these two steps; its rounded division by 255 is kept.
 */
export function rgbaOverWhite(rgba: Uint8Array): Uint8Array {
  const rgb = new Uint8Array((rgba.length / 4) * 3);
  for (let from = 0, to = 0; from < rgba.length; from += 4) {
    const alpha = rgba[from + 3] ?? 0;
    const white = 255 * (255 - alpha);
    for (let channel = 0; channel < 3; channel++) {
      const sum = ((rgba[from + channel] ?? 0) * alpha + white + 128) << 7;
      rgb[to++] = ((sum >> 8) + sum) >> 15;
    }
  }
  return rgb;
}

/** Interleaved CMYK as RGB: Pillow's `convert("RGB")`, `(255 - k) - c × (255 - k) / 255` with rounded division. */
export function cmykToRgb(cmyk: Uint8Array): Uint8Array {
  const rgb = new Uint8Array((cmyk.length / 4) * 3);
  for (let from = 0, to = 0; from < cmyk.length; from += 4) {
    const light = 255 - (cmyk[from + 3] ?? 0);
    for (let channel = 0; channel < 3; channel++) {
      const product = (cmyk[from + channel] ?? 0) * light + 128;
      rgb[to++] = Math.max(0, light - (((product >> 8) + product) >> 8));
    }
  }
  return rgb;
}

/** 16-bit grey as RGB: Pillow clips mode I;16 at 255, it does not scale. */
export function grey16ToRgb(grey: Uint16Array): Uint8Array {
  const rgb = new Uint8Array(grey.length * 3);
  grey.forEach((value, index) => rgb.fill(Math.min(value, 255), index * 3, index * 3 + 3));
  return rgb;
}

/** Interleaved RGB with the pixels of one colour made white, in place: a colour key pasted onto white. */
export function colorToWhite(rgb: Uint8Array, [red, green, blue]: ColorKey): Uint8Array {
  for (let pixel = 0; pixel < rgb.length; pixel += 3) {
    if (rgb[pixel] === red && rgb[pixel + 1] === green && rgb[pixel + 2] === blue) rgb.fill(255, pixel, pixel + 3);
  }
  return rgb;
}
