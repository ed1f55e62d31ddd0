import { describe, expect, it } from "vitest";
import { quantile } from "./quantile.ts";

describe("quantile", () => {
  it("is a value of the list, by nearest rank, whatever its order", () => {
    const values = [30, 100, 10, 20, 4];
    expect([0, 0.2, 0.21, 0.5, 0.8, 0.99, 1].map((q) => quantile(values, q))).toEqual([4, 4, 10, 20, 30, 100, 100]);
    expect(values).toEqual([30, 100, 10, 20, 4]);
  });

  it("of nothing is null", () => {
    expect(quantile([], 0.5)).toBeNull();
  });
});
