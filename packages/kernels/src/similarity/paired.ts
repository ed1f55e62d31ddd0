import { laneDot } from "./inner-product.ts";
import { normalizeRows } from "./normalize-rows.ts";

/** Inner product of row `i` of `a` and row `i` of `b`. */
export function pairedDot(a: Float32Array, b: Float32Array, dimension: number): Float32Array {
  return Float32Array.from({ length: a.length / dimension }, (_, row) =>
    laneDot({ a, aStart: row * dimension, b, bStart: row * dimension, dimension }),
  );
}

/** Cosine of row `i` of `a` and row `i` of `b`; 0 where either is a zero row. */
export function pairedCosine(a: Float32Array, b: Float32Array, dimension: number): Float32Array {
  return pairedDot(normalizeRows(a, dimension), normalizeRows(b, dimension), dimension);
}
