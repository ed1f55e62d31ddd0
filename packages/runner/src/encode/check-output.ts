import { checkEmbeddings, inputName, MiebError, type Embeddings, type EncoderInput } from "@mieb/core";

export interface ExpectedOutput {
  readonly model: string;
  readonly batch: readonly EncoderInput[];
  /** Dimension of earlier batches; null for the first. */
  readonly dimension: number | null;
}

/**
 * Checks what an encoder returned before it is stored: one row per input, the dimension of all other rows, finite numbers,
 * and no row of zeros alone: it has no direction, so nothing that is scored with it means anything.
 * @throws MiebError `MODEL_INVALID_OUTPUT`, naming the input's table, column and row
 */
export function checkOutput(embeddings: Embeddings, { model, batch, dimension }: ExpectedOutput): void {
  checkEmbeddings(embeddings, batch.length, model);
  if (dimension !== null && embeddings.dimension !== dimension) {
    throw new MiebError(
      "MODEL_INVALID_OUTPUT",
      `${model} returned vectors of dimension ${embeddings.dimension} at ${where(batch[0])}, ${dimension} before.`,
      { hint: "All inputs of a model share one dimension." },
    );
  }
  const bad = embeddings.values.findIndex((value) => !Number.isFinite(value));
  if (bad >= 0) {
    throw new MiebError(
      "MODEL_INVALID_OUTPUT",
      `${model} returned ${embeddings.values[bad]} for ${where(batch[rowOf(embeddings, bad)])}.`,
      { hint: "Look at that input; with --dtype fp16 an overflow is likely, try fp32." },
    );
  }
  const zero = zeroRow(embeddings);
  if (zero < 0) return;
  throw new MiebError("MODEL_INVALID_OUTPUT", `${model} returned a zero vector for ${where(batch[zero])}.`, {
    hint: "Look at that input and at how the encoder pools and normalises.",
  });
}

/** First row whose numbers are all zero; -1 when there is none. */
function zeroRow({ values, dimension, rowCount, rowOffsets }: Embeddings): number {
  const startOf = (row: number): number => (rowOffsets?.[row] ?? row) * dimension;
  for (let row = 0; row < rowCount; row++) {
    let index = startOf(row);
    const end = startOf(row + 1);
    while (index < end && values[index] === 0) index++;
    if (index === end) return row;
  }
  return -1;
}

function rowOf({ dimension, rowOffsets, rowCount }: Embeddings, valueIndex: number): number {
  const vector = Math.floor(valueIndex / dimension);
  if (!rowOffsets) return vector;
  return rowOffsets.findIndex((_, row) => row < rowCount && (rowOffsets[row + 1] ?? 0) > vector);
}

function where(input: EncoderInput | undefined): string {
  return input ? inputName(input) : "no input";
}
