import { describe, expect, it } from "vitest";
import { availableTiers, createKernels } from "../src/index.ts";
import { preprocessCases } from "./preprocess-fixtures.ts";

describe.each(availableTiers())("preprocessing on %s", (tier) => {
  const kernels = createKernels(tier);

  it.each(preprocessCases())("has Pillow's pixels: $name", ({ image, plan, resized }) => {
    expect(kernels.resize(image, plan.resize, plan.resample)).toEqual({ data: resized, ...plan.resize });
  });

  it.each(preprocessCases())(
    "has the tensor of transformers' Pillow backend: $name",
    async ({ image, plan, tensor }) => {
      const got = await kernels.preprocess(image, plan);
      expect(Buffer.from(got.buffer).equals(Buffer.from(tensor.slice().buffer))).toBe(true);
    },
  );

  it("crops without resizing", async () => {
    const { image, plan } = preprocessCases().find(({ plan: { crop } }) => crop)!;
    const whole = { ...plan, resize: { width: image.width, height: image.height } };
    expect(await kernels.preprocess(image, { ...plan, resize: null })).toEqual(await kernels.preprocess(image, whole));
  });

  it("writes to a row of a batch", async () => {
    const { image, plan, tensor } = preprocessCases()[0]!;
    const batch = new Float32Array(3 * tensor.length);
    const row = batch.subarray(tensor.length, 2 * tensor.length);
    expect(await kernels.preprocess(image, plan, row)).toBe(row);
    expect(row).toEqual(tensor);
    expect(batch.subarray(0, tensor.length).every((value) => value === 0)).toBe(true);
    expect(batch.subarray(2 * tensor.length).every((value) => value === 0)).toBe(true);
  });
});
