import { describe, expect, it } from "vitest";
import { createKernels, availableTiers, type KernelTier, type PreprocessPlan } from "../src/index.ts";

/** A row of ten pixels, each with its position as its value. */
const image = { data: Uint8Array.from({ length: 30 }, (_, at) => Math.floor(at / 3)), width: 10, height: 1 };

async function kept(tier: KernelTier, width: number, cropRounding?: "half-even"): Promise<number[]> {
  const plan: PreprocessPlan = {
    resize: null,
    resample: "bicubic",
    crop: { width, height: 1 },
    rescaleFactor: null,
    mean: null,
    std: null,
    ...(cropRounding && { cropRounding }),
  };
  return [...(await createKernels(tier).preprocess(image, plan))].slice(0, width);
}

describe.each(availableTiers())("a centre crop that cuts off an odd number of pixels (%s)", (tier) => {
  it("starts at the first of the two middle pixels, as in transformers", async () => {
    expect(await kept(tier, 7)).toEqual([1, 2, 3, 4, 5, 6, 7]);
    expect(await kept(tier, 5)).toEqual([2, 3, 4, 5, 6]);
  });

  it("starts at the even one of them when asked to, as in torchvision", async () => {
    expect(await kept(tier, 9, "half-even")).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8]);
    expect(await kept(tier, 7, "half-even")).toEqual([2, 3, 4, 5, 6, 7, 8]);
    expect(await kept(tier, 5, "half-even")).toEqual([2, 3, 4, 5, 6]);
    expect(await kept(tier, 3, "half-even")).toEqual([4, 5, 6]);
  });

  it("puts the larger part of a border before the image, or after it when asked to", async () => {
    expect(await kept(tier, 13)).toEqual([0, 0, 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 0]);
    expect(await kept(tier, 13, "half-even")).toEqual([0, 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 0, 0]);
  });
});
