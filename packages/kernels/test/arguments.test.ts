import { describe, expect, it } from "vitest";
import { availableTiers, createKernels, type PreprocessPlan } from "../src/index.ts";

const image = { data: new Uint8Array(12), width: 2, height: 2 };
const plan: PreprocessPlan = {
  resize: null,
  resample: "bicubic",
  crop: null,
  rescaleFactor: null,
  mean: null,
  std: null,
};
const refused = (message: string): object => ({
  code: "KERNEL_INVALID_ARGUMENT",
  message: expect.stringContaining(message),
});

function detached(length: number): Float32Array {
  const array = new Float32Array(length);
  structuredClone(array, { transfer: [array.buffer] });
  return array;
}

describe.each(availableTiers())("arguments on %s", (tier) => {
  const kernels = createKernels(tier);
  const six = new Float32Array(6);

  it.each([0, -1, 1.5, NaN])("refuses dimension %f", (dimension) => {
    expect(() => kernels.normalizeRows(six, dimension)).toThrow(
      expect.objectContaining(refused("Dimension must be a positive integer")),
    );
    expect(() => kernels.similarityMatrix(six, six, dimension)).toThrow(expect.objectContaining(refused("Dimension")));
  });

  it("refuses numbers that make no whole rows", () => {
    expect(() => kernels.normalizeRows(six, 4)).toThrow(
      expect.objectContaining(refused("whole rows of dimension 4, not 6 numbers")),
    );
    expect(() => kernels.pairedDot(six, new Float32Array(3), 3)).toThrow(
      expect.objectContaining(refused("not 2 and 1")),
    );
    expect(() => kernels.pairedCosine(six, new Float32Array(4), 3)).toThrow(
      expect.objectContaining(refused("Right side")),
    );
  });

  it("refuses detached and foreign arrays", async () => {
    expect(() => kernels.normalizeRows(detached(6), 3)).toThrow(
      expect.objectContaining(refused("(detached or resizable)")),
    );
    const search = kernels.topK({ queries: six, documents: detached(6), dimension: 3, k: 1 });
    await expect(search).rejects.toMatchObject(refused("Documents must be a Float32Array"));
    const doubles = new Float64Array(6) as unknown as Float32Array;
    expect(() => kernels.pairedDot(doubles, six, 3)).toThrow(expect.objectContaining(refused("Left side")));
    await expect(kernels.preprocess(image, plan, detached(12))).rejects.toMatchObject(refused("to write to 0"));
  });

  it.each([0, -1, 0.5])("refuses k %f", async (k) => {
    await expect(kernels.topK({ queries: six, documents: six, dimension: 3, k })).rejects.toMatchObject(
      refused("k must be"),
    );
  });

  it("refuses images and sizes that do not fit", async () => {
    expect(() => kernels.resize({ ...image, width: 3 }, image, "box")).toThrow(
      expect.objectContaining(refused("has 18 bytes, not 12")),
    );
    expect(() => kernels.resize(image, { width: 0, height: 2 }, "box")).toThrow(
      expect.objectContaining(refused("Target width")),
    );
    expect(() => kernels.resize(image, image, "cubic" as "box")).toThrow(
      expect.objectContaining(refused('filter "cubic"')),
    );
    await expect(kernels.preprocess(image, plan, new Float32Array(11))).rejects.toMatchObject(
      refused("has 12 numbers"),
    );
  });

  it.each([
    [{ mean: [1, 2, 3] }, "Mean and std come together"],
    [{ mean: [1], std: [1] }, "3 finite numbers as mean, got [1]"],
    [{ mean: [0, 0, 0], std: [1, 0, 1] }, "standard deviation of 0"],
    [{ rescaleFactor: NaN }, "must be finite, not NaN"],
    [{ crop: { width: 1, height: 0 } }, "Crop height"],
  ])("refuses the plan %j", async (change: Partial<PreprocessPlan>, message) => {
    await expect(kernels.preprocess(image, { ...plan, ...change })).rejects.toMatchObject(refused(message));
  });
});
