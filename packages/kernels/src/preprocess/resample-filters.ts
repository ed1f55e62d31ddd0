import type { Resample } from "../kernels.ts";

/** A resampling kernel: its weight at a distance from the centre, zero beyond `support` (in output pixels at scale 1). */
export interface ResampleFilter {
  readonly support: number;
  weight(distance: number): number;
}

/** The kernels of Pillow's `Resample.c`, in float64, with its constants (Hamming's two are float32 there). */
export const resampleFilters: Readonly<Record<Exclude<Resample, "nearest">, ResampleFilter>> = {
  box: { support: 0.5, weight: (x) => (x > -0.5 && x <= 0.5 ? 1 : 0) },
  bilinear: { support: 1, weight: (x) => Math.max(0, 1 - Math.abs(x)) },
  hamming: { support: 1, weight: hamming },
  bicubic: { support: 2, weight: bicubic },
  lanczos: { support: 3, weight: (x) => (x >= -3 && x < 3 ? sinc(x) * sinc(x / 3) : 0) },
};

function hamming(distance: number): number {
  const x = Math.abs(distance) * Math.PI;
  if (x === 0) return 1;
  if (Math.abs(distance) >= 1) return 0;
  return (Math.sin(x) / x) * (Math.fround(0.54) + Math.fround(0.46) * Math.cos(x));
}

/** Keys' cubic with a = -0.5, in the order of operations that Pillow uses. */
function bicubic(distance: number): number {
  const x = Math.abs(distance);
  const a = -0.5;
  if (x < 1) return ((a + 2) * x - (a + 3)) * x * x + 1;
  return x < 2 ? (((x - 5) * x + 8) * x - 4) * a : 0;
}

function sinc(x: number): number {
  return x === 0 ? 1 : Math.sin(x * Math.PI) / (x * Math.PI);
}
