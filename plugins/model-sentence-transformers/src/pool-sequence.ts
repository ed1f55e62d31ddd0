import { MiebError, type Embeddings } from "@mieb/core";
import type { OutputTensor, TokenBatch } from "@mieb/onnx";

/** How the vectors of a text's tokens become one. Names of the library. */
export const poolingModes = ["cls", "max", "mean", "mean_sqrt_len_tokens", "weightedmean", "lasttoken"] as const;

export type PoolingMode = (typeof poolingModes)[number];

/** One text: its tokens' vectors, and which of these count. */
interface Sequence {
  /** `[tokens × dimension]`. */
  readonly vectors: Float32Array;
  readonly dimension: number;
  /** Tokens that are pooled, ascending. */
  readonly kept: readonly number[];
  /** First token that is no padding. */
  readonly first: number;
}

const poolers: Readonly<Record<PoolingMode, (sequence: Sequence) => Float64Array>> = {
  cls: (sequence) => vectorAt(sequence, sequence.kept[0] ?? 0),
  lasttoken: (sequence) => vectorAt(sequence, sequence.kept.at(-1) ?? 0),
  max: largest,
  mean: (sequence) => weightedSum(sequence, () => 1 / Math.max(sequence.kept.length, 1e-9)),
  mean_sqrt_len_tokens: (sequence) => weightedSum(sequence, () => 1 / Math.sqrt(Math.max(sequence.kept.length, 1e-9))),
  weightedmean: (sequence) => {
    const weight = (token: number): number => token - sequence.first + 1;
    const total = sequence.kept.reduce((sum, token) => sum + weight(token), 0);
    return weightedSum(sequence, (token) => weight(token) / Math.max(total, 1e-9));
  },
};

export interface PoolingOptions {
  /** Several are put one after the other. */
  readonly modes: readonly PoolingMode[];
  /** Tokens at the start of every text that are left out, those of the prompt. */
  readonly skip?: number;
  /** For the message. */
  readonly from: string;
}

/**
 * One vector per text, of the tokens that are no padding. Source: the library's `Pooling` module.
 * @throws MiebError `MODEL_INVALID_OUTPUT` unless the tensor is `[rows × tokens × dimension]` of these tokens
 */
export function poolSequences(
  { data, dims }: OutputTensor,
  { attentionMask, rowCount, length }: TokenBatch,
  { modes, skip = 0, from }: PoolingOptions,
): Embeddings {
  const [rows, tokens, dimension] = dims;
  if (rows !== rowCount || tokens !== length || dimension === undefined || dims.length !== 3) {
    const message = `${from} returned a tensor [${dims.join(" × ")}] for ${rowCount} rows of ${length} tokens.`;
    throw new MiebError("MODEL_INVALID_OUTPUT", message, { hint: "Export the model for feature extraction." });
  }
  const values = new Float32Array(rowCount * modes.length * dimension);
  for (let row = 0; row < rowCount; row++) {
    const mask = attentionMask.subarray(row * length, (row + 1) * length);
    const first = Math.max(0, mask.indexOf(1));
    const kept = [...mask.keys()].filter((token) => mask[token] === 1 && token >= first + skip);
    const vectors = data.subarray(row * length * dimension, (row + 1) * length * dimension);
    modes.forEach((mode, i) =>
      values.set(poolers[mode]({ vectors, dimension, kept, first }), (row * modes.length + i) * dimension),
    );
  }
  return { values, rowCount, dimension: modes.length * dimension };
}

function vectorAt({ vectors, dimension }: Sequence, token: number): Float64Array {
  return Float64Array.from(vectors.subarray(token * dimension, (token + 1) * dimension));
}

function weightedSum({ vectors, dimension, kept }: Sequence, weight: (token: number) => number): Float64Array {
  const sum = new Float64Array(dimension);
  for (const token of kept) {
    const factor = weight(token);
    for (let i = 0; i < dimension; i++) sum[i] = (sum[i] ?? 0) + factor * (vectors[token * dimension + i] ?? 0);
  }
  return sum;
}

function largest({ vectors, dimension, kept }: Sequence): Float64Array {
  const most = new Float64Array(dimension).fill(-Infinity);
  for (const token of kept) {
    for (let i = 0; i < dimension; i++) most[i] = Math.max(most[i] ?? 0, vectors[token * dimension + i] ?? 0);
  }
  return most;
}
