import { MiebError, type Embeddings } from "@mieb/core";
import type { OutputTensor } from "../session/protocol.ts";

/**
 * How an image's tokens become one vector: `cls` takes the first token, `mean` the mean of all of them (class and
 * register tokens included, as the reference has it), `pooler` what the graph itself gives as `pooler_output`.
 */
export type Pooling = "cls" | "mean" | "pooler";

/**
 * Pools `[rowCount × tokens × dimension]` to `[rowCount × dimension]`; `pooler` expects the latter already. Not normalised.
 * @param from for the message
 * @throws MiebError `MODEL_INVALID_OUTPUT` for any other shape
 */
export function poolTokens({ data, dims }: OutputTensor, pooling: Pooling, from: string): Embeddings {
  const [rowCount = 0, tokens = 0, dimension = 0] = pooling === "pooler" ? [dims[0], 1, dims[1]] : dims;
  if (dims.length !== (pooling === "pooler" ? 2 : 3) || tokens === 0) {
    const expected = pooling === "pooler" ? "rows × dimension" : "rows × tokens × dimension";
    throw new MiebError("MODEL_INVALID_OUTPUT", `${from}: expected ${expected}, got ${dims.join(" × ")}.`, {
      hint: "Only transformers that give one vector per token can be pooled; export the model for feature extraction.",
    });
  }
  if (pooling === "pooler") return { values: data, rowCount, dimension };
  const values = new Float32Array(rowCount * dimension);
  const pool = pooling === "cls" ? firstToken : meanToken;
  for (let row = 0; row < rowCount; row++) {
    const image = data.subarray(row * tokens * dimension, (row + 1) * tokens * dimension);
    values.set(pool(image, dimension), row * dimension);
  }
  return { values, rowCount, dimension };
}

function firstToken(image: Float32Array, dimension: number): Float32Array {
  return image.subarray(0, dimension);
}

function meanToken(image: Float32Array, dimension: number): Float64Array {
  const mean = new Float64Array(dimension);
  const tokens = image.length / dimension;
  for (let start = 0; start < image.length; start += dimension) {
    for (let i = 0; i < dimension; i++) mean[i] = (mean[i] ?? 0) + (image[start + i] ?? 0);
  }
  return mean.map((sum) => sum / tokens);
}
