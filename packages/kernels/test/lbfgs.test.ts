import { describe, expect, it } from "vitest";
import { minimize } from "../src/logistic/lbfgs.ts";

describe("minimize", () => {
  const options = { maxcor: 10, maxiter: 200, maxls: 50, gtol: 1e-8, ftol: 0 };

  it("finds the minimum of Rosenbrock's valley", async () => {
    const valley = ([x = 0, y = 0]: ArrayLike<number> & Iterable<number>) => ({
      value: (1 - x) ** 2 + 100 * (y - x * x) ** 2,
      gradient: Float64Array.of(-2 * (1 - x) - 400 * x * (y - x * x), 200 * (y - x * x)),
    });
    const { point, iterations } = await minimize(valley, Float64Array.of(-1.2, 1), options);
    expect([...point].map((value) => Math.round(value * 1e6) / 1e6)).toEqual([1, 1]);
    expect(iterations).toBeLessThan(50);
  });

  it("stays where the gradient already vanishes", async () => {
    const start = Float64Array.of(0, 0);
    const result = await minimize(() => ({ value: 3, gradient: Float64Array.of(0, 0) }), start, options);
    expect(result).toEqual({ point: start, value: 3, iterations: 0 });
  });

  it("gives up where no step goes down", async () => {
    const rising = (point: Float64Array) => ({ value: Math.abs(point[0]!), gradient: Float64Array.of(-1) });
    const result = await minimize(rising, Float64Array.of(0), options);
    expect(result).toEqual({ point: Float64Array.of(0), value: 0, iterations: 0 });
  });
});
