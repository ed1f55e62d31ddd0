import { MiebError, type Embeddings } from "@mieb/core";
import type { OutputTensor, TokenBatch } from "@mieb/onnx";

/**
 * The vectors of a batch's tokens without those of padding, each row in order.
 * @throws MiebError `MODEL_INVALID_OUTPUT` unless the tensor is `[rows × tokens × dimension]`
 */
export function tokenVectors({ data, dims }: OutputTensor, tokens: TokenBatch, from: string): Embeddings {
  const [rowCount, length, dimension] = dims;
  if (rowCount !== tokens.rowCount || length !== tokens.length || dimension === undefined || dims.length !== 3) {
    throw new MiebError(
      "MODEL_INVALID_OUTPUT",
      `${from} returned a tensor [${dims.join(" × ")}] for ${tokens.rowCount} rows of ${tokens.length} tokens.`,
      { hint: "Export the model so that its output is one vector per token." },
    );
  }
  const rowOffsets = new Uint32Array(rowCount + 1);
  const values = new Float32Array(data.length);
  let kept = 0;
  tokens.attentionMask.forEach((isToken, at) => {
    if (isToken === 1) values.set(data.subarray(at * dimension, (at + 1) * dimension), kept++ * dimension);
    rowOffsets[Math.floor(at / length) + 1] = kept;
  });
  return { values: values.slice(0, kept * dimension), rowCount, dimension, rowOffsets };
}
