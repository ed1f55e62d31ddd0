import { describe, expect, it } from "vitest";
import { poolTokens } from "./pool-tokens.ts";

/** Two images of three tokens of dimension two. */
const tokens = { data: Float32Array.of(1, 2, 3, 4, 5, 9, -1, 0, 0, 0, 4, 3), dims: [2, 3, 2] };

describe("poolTokens", () => {
  it("takes the first token for cls", () => {
    expect(poolTokens(tokens, "cls", "m")).toEqual({
      values: Float32Array.of(1, 2, -1, 0),
      rowCount: 2,
      dimension: 2,
    });
  });

  it("takes the mean of all tokens, the class token included", () => {
    expect(poolTokens(tokens, "mean", "m")).toEqual({ values: Float32Array.of(3, 5, 1, 1), rowCount: 2, dimension: 2 });
  });

  it("takes what the graph pooled for pooler", () => {
    const pooled = { data: Float32Array.of(1, 2, 3, 4), dims: [2, 2] };
    expect(poolTokens(pooled, "pooler", "m")).toEqual({ values: pooled.data, rowCount: 2, dimension: 2 });
  });

  it.each([
    [{ ...tokens, dims: [2, 6] }, "cls"],
    [{ ...tokens, dims: [2, 3, 1, 2] }, "mean"],
    [tokens, "pooler"],
    [{ data: new Float32Array(), dims: [2, 0, 2] }, "mean"],
  ] as const)("refuses the shape of %j for %s", (output, pooling) => {
    expect(() => poolTokens(output, pooling, "owner/m (model.onnx)")).toThrow(
      expect.objectContaining({
        code: "MODEL_INVALID_OUTPUT",
        message: expect.stringContaining(output.dims.join(" × ")),
      }),
    );
  });
});
