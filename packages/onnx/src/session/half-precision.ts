import { roundHalfEven } from "../round-half-even.ts";

const bits = new Uint32Array(1);
const single = new Float32Array(bits.buffer);

/** IEEE 754 half precision bit patterns as float32; exact. */
export function halfToFloat32(halves: Uint16Array): Float32Array {
  return Float32Array.from(halves, (half) => {
    const sign = half & 0x8000 ? -1 : 1;
    const exponent = (half >> 10) & 0x1f;
    const fraction = half & 0x3ff;
    if (exponent === 0x1f) return fraction ? NaN : sign * Infinity;
    return exponent === 0 ? sign * fraction * 2 ** -24 : sign * (1 + fraction / 1024) * 2 ** (exponent - 15);
  });
}

/** Float32 numbers as half precision bit patterns, rounded to nearest, ties to even. */
export function float32ToHalf(values: Float32Array): Uint16Array {
  return Uint16Array.from(values, toHalf);
}

function toHalf(value: number): number {
  single[0] = value;
  const pattern = bits[0] ?? 0;
  const sign = (pattern >>> 16) & 0x8000;
  const magnitude = Math.abs(value);
  if (Number.isNaN(value)) return 0x7e00;
  if (magnitude >= 65520) return sign | 0x7c00;
  // Below the smallest normal number the grid is 2^-24; above it, the float32 fraction loses 13 bits.
  if (magnitude < 2 ** -14) return sign | roundHalfEven(magnitude * 2 ** 24);
  const shifted = (pattern & 0x7fffffff) - (112 << 23);
  return sign | ((shifted + 0xfff + ((shifted >> 13) & 1)) >> 13);
}
