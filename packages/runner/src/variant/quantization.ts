/** What embeddings may be quantised to; the reference's names, and sentence-transformers' `ubinary`. */
export const quantizations = ["int8", "uint8", "int4", "uint4", "binary", "ubinary"] as const;
export type Quantization = (typeof quantizations)[number];

/** Least and greatest number of each dimension, `[dimension]` each. */
export interface Ranges {
  readonly least: Float32Array;
  readonly greatest: Float32Array;
}

/** Widens the ranges to hold these vectors. */
export function widenRanges({ least, greatest }: Ranges, values: Float32Array): void {
  const dimension = least.length;
  values.forEach((value, at) => {
    const column = at % dimension;
    if (value < (least[column] ?? 0)) least[column] = value;
    if (value > (greatest[column] ?? 0)) greatest[column] = value;
  });
}

/** Whether a quantisation needs the ranges of all vectors it is applied to. */
export function needsRanges(quantization: Quantization): boolean {
  return !quantization.endsWith("binary");
}

/**
 * Vectors with the numbers their quantised form stands for, as float32: integers from the ranges divided into 256 (or 16) steps,
 * from 0 for unsigned and from -128 (or -8) for signed ones; 1 for a positive number and 0 for any other where one bit is kept.
 * Source: `mteb.models.CompressionWrapper`, and `sentence_transformers.quantize_embeddings` for a dimension whose numbers
 * are all equal.
 */
export function quantized(values: Float32Array, quantization: Quantization, ranges: Ranges): Float32Array {
  if (!needsRanges(quantization)) return values.map((value) => (value > 0 ? 1 : 0));
  const levels = quantization.endsWith("int4") ? 16 : 256;
  const offset = quantization.startsWith("u") ? 0 : levels / 2;
  const { least, greatest } = ranges;
  // Subtracted and divided in float32, as the reference does it.
  const steps = greatest.map((most, column) => Math.fround(most - (least[column] ?? 0)) / (levels - 1) || 1);
  return values.map((value, at) => {
    const column = at % least.length;
    const place = Math.fround(Math.fround(value - (least[column] ?? 0)) / (steps[column] ?? 1));
    return Math.min(Math.max(Math.floor(place), 0), levels - 1) - offset;
  });
}
