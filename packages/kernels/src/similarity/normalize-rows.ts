import { laneDot } from "./inner-product.ts";

/** Norms below this count as this, so that a zero row stays zero (`torch.nn.functional.normalize`). */
const SMALLEST_NORM = Math.fround(1e-12);

/** Each row divided by max(Euclidean norm, 1e-12), in float32. */
export function normalizeRows(values: Float32Array, dimension: number): Float32Array {
  const normalized = new Float32Array(values.length);
  for (let start = 0; start < values.length; start += dimension) {
    const norm = rowNorm(values, start, dimension);
    for (let i = start; i < start + dimension; i++) normalized[i] = (values[i] ?? 0) / norm;
  }
  return normalized;
}

function rowNorm(values: Float32Array, start: number, dimension: number): number {
  const square = laneDot({ a: values, aStart: start, b: values, bStart: start, dimension });
  return Math.max(Math.fround(Math.sqrt(square)), SMALLEST_NORM);
}
