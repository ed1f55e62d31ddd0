import type { ResampleFilter } from "./resample-filters.ts";

/** Fraction bits of a weight: 8 of the 32 bits hold the pixel, 2 are headroom for overshoot. */
export const PRECISION_BITS = 22;

/** For each output position of one axis, the input positions it reads and their fixed-point weights. */
export interface ResampleWeights {
  /** First input position read. */
  readonly starts: Int32Array;
  /** Number of input positions read, at most `taps`. */
  readonly counts: Int32Array;
  /** `[outputs × taps]`, in units of 2^-22; zero beyond `counts`. */
  readonly values: Int32Array;
  readonly taps: number;
}

/** The weights of one axis, computed in float64 and rounded as Pillow's `precompute_coeffs` and `normalize_coeffs_8bpc` do. */
export function resampleWeights(inputSize: number, outputSize: number, filter: ResampleFilter): ResampleWeights {
  const scale = inputSize / outputSize;
  const filterScale = Math.max(scale, 1);
  const support = filter.support * filterScale;
  const taps = Math.ceil(support) * 2 + 1;
  const starts = new Int32Array(outputSize);
  const counts = new Int32Array(outputSize);
  const values = new Int32Array(outputSize * taps);
  for (let output = 0; output < outputSize; output++) {
    const center = (output + 0.5) * scale;
    const start = Math.max(0, Math.trunc(center - support + 0.5));
    const end = Math.min(inputSize, Math.trunc(center + support + 0.5));
    const row = values.subarray(output * taps, output * taps + end - start);
    starts[output] = start;
    counts[output] = end - start;
    fillRow(row, (tap) => filter.weight((tap + start - center + 0.5) * (1 / filterScale)));
  }
  return { starts, counts, values, taps };
}

function fillRow(row: Int32Array, weightOf: (tap: number) => number): void {
  const weights = Float64Array.from(row, (_, tap) => weightOf(tap));
  let sum = 0;
  for (const weight of weights) sum += weight;
  weights.forEach((weight, tap) => {
    const fixed = (sum === 0 ? weight : weight / sum) * 2 ** PRECISION_BITS;
    row[tap] = Math.trunc(fixed + (fixed < 0 ? -0.5 : 0.5));
  });
}
