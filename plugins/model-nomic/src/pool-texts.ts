import { MiebError, type Embeddings } from "@mieb/core";
import type { OutputTensor, TokenBatch } from "@mieb/onnx";

/** What torch's layer_norm adds to the variance. */
const epsilon = 1e-5;

/**
 * Mean of the vectors of a row's tokens, padding left out, brought to mean 0 and variance 1 and then to length 1.
 * Source: `mteb.models.model_implementations.nomic_models_vision`.
 * @throws MiebError `MODEL_INVALID_OUTPUT` unless the tensor is `[rows × tokens × dimension]`
 */
export function poolTexts({ data, dims }: OutputTensor, tokens: TokenBatch, from: string): Embeddings {
  const [rowCount, length, dimension] = dims;
  if (rowCount !== tokens.rowCount || length !== tokens.length || dimension === undefined || dims.length !== 3) {
    throw new MiebError(
      "MODEL_INVALID_OUTPUT",
      `${from} returned a tensor [${dims.join(" × ")}] for ${tokens.rowCount} rows of ${tokens.length} tokens.`,
      { hint: "Export the text model for feature extraction." },
    );
  }
  const values = new Float32Array(rowCount * dimension);
  for (let row = 0; row < rowCount; row++) {
    const mean = new Float64Array(dimension);
    for (let token = row * length; token < (row + 1) * length; token++) {
      if (tokens.attentionMask[token] !== 1) continue;
      for (let i = 0; i < dimension; i++) mean[i] = (mean[i] ?? 0) + (data[token * dimension + i] ?? 0);
    }
    const count = tokens.attentionMask.subarray(row * length, (row + 1) * length).reduce((sum, mask) => sum + mask, 0);
    values.set(unitLength(standardized(mean.map((sum) => sum / Math.max(count, 1)))), row * dimension);
  }
  return { values, rowCount, dimension };
}

/** Rows divided by their length. */
export function unitRows({ values, rowCount, dimension }: Embeddings): Embeddings {
  const rows = Array.from({ length: rowCount }, (_, row) => values.subarray(row * dimension, (row + 1) * dimension));
  return {
    values: Float32Array.from(rows.flatMap((row) => [...unitLength(Float64Array.from(row))])),
    rowCount,
    dimension,
  };
}

function standardized(vector: Float64Array): Float64Array {
  const mean = vector.reduce((sum, value) => sum + value, 0) / vector.length;
  const variance = vector.reduce((sum, value) => sum + (value - mean) ** 2, 0) / vector.length;
  return vector.map((value) => (value - mean) / Math.sqrt(variance + epsilon));
}

function unitLength(vector: Float64Array): Float64Array {
  const length = Math.max(Math.hypot(...vector), 1e-12);
  return vector.map((value) => value / length);
}
