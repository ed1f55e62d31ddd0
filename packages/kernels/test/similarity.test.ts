import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { availableTiers, createKernels } from "../src/index.ts";
import { dimensions, exactDot, roundingError, rows, shapes } from "./vectors.ts";

const oracle = createKernels("typescript");

describe.each(availableTiers())("similarity on %s", (tier) => {
  const kernels = createKernels(tier);

  it.each(dimensions)("has every product of a matrix within the rounding error, dimension %i", (dimension) => {
    const [a, b] = [rows(1, 13, dimension), rows(2, 35, dimension)];
    const matrix = kernels.similarityMatrix(a, b, dimension);
    expect(matrix).toHaveLength(13 * 35);
    matrix.forEach((score, index) => {
      const exact = exactDot(a, b, { i: Math.floor(index / 35), j: index % 35, dimension });
      expect(Math.abs(score - exact.value)).toBeLessThanOrEqual(roundingError(dimension, exact.size));
    });
  });

  it("has paired products within the rounding error", () => {
    fc.assert(
      fc.property(shapes, ({ seed, count, dimension }) => {
        const [a, b] = [rows(seed, count, dimension), rows(seed + 1, count, dimension)];
        kernels.pairedDot(a, b, dimension).forEach((score, i) => {
          const exact = exactDot(a, b, { i, j: i, dimension });
          expect(Math.abs(score - exact.value)).toBeLessThanOrEqual(roundingError(dimension, exact.size));
        });
      }),
      { numRuns: 30 },
    );
  });

  it("has paired cosines and norms of 1 within the rounding error", () => {
    fc.assert(
      fc.property(shapes, ({ seed, count, dimension }) => {
        const [a, b] = [rows(seed, count, dimension), rows(seed + 1, count, dimension)];
        const normalized = kernels.normalizeRows(a, dimension);
        kernels.pairedCosine(a, b, dimension).forEach((cosine, i) => {
          const square = (side: Float32Array): number => exactDot(side, side, { i, j: i, dimension }).value;
          const exact = exactDot(a, b, { i, j: i, dimension });
          const norms = Math.sqrt(square(a) * square(b));
          expect(Math.abs(cosine - exact.value / norms)).toBeLessThanOrEqual(3 * roundingError(dimension, 1));
          expect(Math.abs(square(normalized) - 1)).toBeLessThanOrEqual(3 * roundingError(dimension, 1));
        });
      }),
      { numRuns: 30 },
    );
  });

  it("agrees with TypeScript to a unit in the last place of the terms", () => {
    fc.assert(
      fc.property(shapes, ({ seed, count, dimension }) => {
        const [a, b] = [rows(seed, count, dimension), rows(seed + 1, count, dimension)];
        for (const kernel of ["normalizeRows", "pairedDot", "pairedCosine", "similarityMatrix"] as const) {
          const run = (from: typeof kernels): Float32Array =>
            kernel === "normalizeRows" ? from.normalizeRows(a, dimension) : from[kernel](a, b, dimension);
          const [got, wanted] = [run(kernels), run(oracle)];
          const tolerance = tier === "scalar" ? 0 : 2 ** -22 * Math.max(1, dimension / 32);
          expect(got.length).toBe(wanted.length);
          expect(got.every((value, i) => Math.abs(value - wanted[i]!) <= tolerance)).toBe(true);
        }
      }),
      { numRuns: 30 },
    );
  });

  it("keeps zero rows zero and passes NaN on", () => {
    const a = Float32Array.of(0, 0, 3, 4, NaN, 1);
    const b = Float32Array.of(1, 2, 4, 3, 1, 1);
    expect(kernels.normalizeRows(a, 2)).toEqual(Float32Array.of(0, 0, 3 / 5, 4 / 5, NaN, NaN));
    expect(kernels.pairedDot(a, b, 2)).toEqual(Float32Array.of(0, 24, NaN));
    const cosines = kernels.pairedCosine(a, b, 2);
    expect([...cosines].map((cosine) => cosine.toFixed(5))).toEqual(["0.00000", "0.96000", "NaN"]);
    expect(kernels.similarityMatrix(a, b.subarray(0, 2), 2)).toEqual(Float32Array.of(0, 11, NaN));
  });

  it("divides rows below the smallest norm by it", () => {
    const tiny = Float32Array.of(1e-14, 0);
    expect(kernels.normalizeRows(tiny, 2)[0]).toBeCloseTo(1e-2, 6);
  });

  it("gives empty results for no rows", () => {
    const [none, one] = [new Float32Array(0), new Float32Array(5)];
    expect(kernels.normalizeRows(none, 5)).toEqual(none);
    expect(kernels.pairedDot(none, none, 5)).toEqual(none);
    expect(kernels.similarityMatrix(none, one, 5)).toEqual(none);
    expect(kernels.similarityMatrix(one, none, 5)).toEqual(none);
  });
});
