import fc from "fast-check";

/** Edges of the vector widths (8, 32), an odd size, CLIP's, and one beyond a power of two. */
export const dimensions = [1, 7, 8, 9, 31, 32, 33, 768, 1025] as const;

/** Finite float32 rows of a moderate size, drawn cheaply from a seed. */
export function rows(seed: number, count: number, dimension: number): Float32Array {
  let state = seed >>> 0;
  return Float32Array.from({ length: count * dimension }, () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 31 - 1;
  });
}

/** A seed, a dimension and a number of rows. */
export const shapes = fc.record({
  seed: fc.nat(),
  dimension: fc.constantFrom(...dimensions),
  count: fc.integer({ min: 0, max: 40 }),
});

/** Inner product of row `i` of `a` and row `j` of `b` in float64, and the sum of its terms' sizes. */
export function exactDot(
  a: Float32Array,
  b: Float32Array,
  at: { i: number; j: number; dimension: number },
): { value: number; size: number } {
  let [value, size] = [0, 0];
  for (let position = 0; position < at.dimension; position++) {
    const term = a[at.i * at.dimension + position]! * b[at.j * at.dimension + position]!;
    value += term;
    size += Math.abs(term);
  }
  return { value, size };
}

/** Bound on the error of a float32 sum of `dimension` terms. */
export function roundingError(dimension: number, size: number): number {
  return (dimension + 4) * 2 ** -24 * size + 1e-37;
}
