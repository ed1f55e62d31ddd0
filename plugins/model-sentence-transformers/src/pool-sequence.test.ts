import { describe, expect, it } from "vitest";
import { poolSequences, type PoolingMode } from "./pool-sequence.ts";

/** Two texts of two and three tokens, in two dimensions; the first is filled up with a token that must not count. */
const tokens = {
  inputIds: new Int32Array(6),
  attentionMask: Int32Array.of(1, 1, 0, 1, 1, 1),
  rowCount: 2,
  length: 3,
};
const tensor = { data: Float32Array.of(1, 2, 3, -4, 99, 99, 1, 1, 2, 5, 6, 0), dims: [2, 3, 2] };
const pool = (modes: readonly PoolingMode[], skip = 0): readonly number[] =>
  [...poolSequences(tensor, tokens, { modes, skip, from: "test" }).values].map((value) => Number(value.toFixed(5)));

describe("poolSequences", () => {
  it("leaves padding out", () => {
    expect(pool(["cls"])).toEqual([1, 2, 1, 1]);
    expect(pool(["lasttoken"])).toEqual([3, -4, 6, 0]);
    expect(pool(["max"])).toEqual([3, 2, 6, 5]);
    expect(pool(["mean"])).toEqual([2, -1, 3, 2]);
    expect(pool(["mean_sqrt_len_tokens"])).toEqual([2.82843, -1.41421, 5.19615, 3.4641]);
    expect(pool(["weightedmean"])).toEqual([2.33333, -2, 3.83333, 1.83333]);
  });

  it("puts several one after the other, row by row", () => {
    expect(pool(["cls", "max"])).toEqual([1, 2, 3, 2, 1, 1, 6, 5]);
  });

  it("leaves a prompt out, but not its positions", () => {
    expect(pool(["mean"], 1)).toEqual([3, -4, 4, 2.5]);
    expect(pool(["weightedmean"], 1)).toEqual([3, -4, 4.4, 2]);
  });

  it("counts from the first token of texts that are filled up on the left", () => {
    const left = { ...tokens, attentionMask: Int32Array.of(0, 1, 1, 1, 1, 1) };
    const { values } = poolSequences(tensor, left, { modes: ["cls"], skip: 1, from: "test" });
    expect([...values]).toEqual([99, 99, 2, 5]);
  });

  it("refuses a tensor of other tokens", () => {
    expect(() => poolSequences({ ...tensor, dims: [2, 6] }, tokens, { modes: ["mean"], from: "it" })).toThrow(
      "it returned a tensor [2 × 6] for 2 rows of 3 tokens.",
    );
  });
});
