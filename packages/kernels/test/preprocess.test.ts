import { describe, expect, it } from "vitest";
import { loadKernels } from "../src/index.ts";
import { preprocessCases } from "./preprocess-fixtures.ts";

const kernels = loadKernels();
describe.each(preprocessCases())("$name", ({ image, plan, resized, tensor }) => {
  it("has Pillow's pixels", () => {
    expect(kernels.resize(image, plan.resize, plan.resample)).toEqual({ data: resized, ...plan.resize });
  });

  it("has the tensor of transformers' Pillow backend", async () => {
    const got = await kernels.preprocess(image, plan);
    expect(Buffer.from(got.buffer).equals(Buffer.from(tensor.slice().buffer))).toBe(true);
  });
});
