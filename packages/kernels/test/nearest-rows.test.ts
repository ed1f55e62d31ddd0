import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { availableTiers, createKernels } from "../src/index.ts";
import { dimensions, exactDot, rows } from "./vectors.ts";

describe.each(availableTiers())("products and nearest rows on %s", (tier) => {
  const kernels = createKernels(tier);

  it.each(dimensions)("preciseProducts are those of float64, dimension %i", (dimension) => {
    const [a, b] = [rows(1, 5, dimension), rows(2, 9, dimension)];
    const products = kernels.preciseProducts(a, b, dimension);
    expect(products).toHaveLength(45);
    products.forEach((product, at) => {
      const { value: exact } = exactDot(a, b, { i: Math.floor(at / 9), j: at % 9, dimension });
      expect(Math.abs(product - exact)).toBeLessThanOrEqual(1e-13 * (dimension + Math.abs(exact)));
    });
  });

  it("nearestRows are nearest", () => {
    const shapes = fc.record({
      seed: fc.nat(),
      points: fc.integer({ min: 0, max: 60 }),
      centres: fc.integer({ min: 1, max: 70 }),
      dimension: fc.constantFrom(1, 8, 33),
    });
    fc.assert(
      fc.property(shapes, ({ seed, points, centres, dimension }) => {
        const [a, b] = [rows(seed, points, dimension), rows(seed + 1, centres, dimension)];
        const distance = (i: number, j: number): number =>
          exactDot(b, b, { i: j, j, dimension }).value - 2 * exactDot(a, b, { i, j, dimension }).value;
        const nearest = kernels.nearestRows(a, b, dimension);
        expect(nearest).toHaveLength(points);
        nearest.forEach((centre, point) => {
          const least = Math.min(...Array.from({ length: centres }, (_, j) => distance(point, j)));
          expect(distance(point, centre)).toBeLessThanOrEqual(least + dimension * 2 ** -20);
        });
      }),
    );
  });

  it("nearestRows takes the first of equally near centres", () => {
    const centre = rows(4, 1, 9);
    const centres = Float32Array.from({ length: 40 * 9 }, (_, i) => centre[i % 9]!);
    for (const count of [3, 30])
      expect([...kernels.nearestRows(rows(3, count, 9), centres, 9)]).toEqual(Array(count).fill(0));
  });

  it("refuses to look for the nearest of no centres", () => {
    expect(() => kernels.nearestRows(new Float32Array(3), new Float32Array(0), 3)).toThrow(
      expect.objectContaining({ code: "KERNEL_INVALID_ARGUMENT" }),
    );
  });
});
