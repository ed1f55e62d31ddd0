import { checkEmbeddings, inputName, MiebError, type Embeddings, type EncoderInput } from "@mieb/core";
import { firstNonFinite, firstZeroRow } from "./faulty-rows.ts";

export interface ExpectedOutput {
  readonly model: string;
  /** Weights asked for, such as `fp16`. */
  readonly dtype: string;
  readonly batch: readonly EncoderInput[];
  /** Dimension of earlier batches; null for the first. */
  readonly dimension: number | null;
}

/**
 * Checks what an encoder returned before it is stored: one row per input, the dimension of all other rows, finite numbers,
 * and no row of zeros alone: it has no direction, so nothing that is scored with it means anything.
 * @throws MiebError `MODEL_INVALID_OUTPUT`, naming the input's table, column and row
 */
export function checkOutput(embeddings: Embeddings, { model, dtype, batch, dimension }: ExpectedOutput): void {
  checkEmbeddings(embeddings, batch.length, model);
  if (dimension !== null && embeddings.dimension !== dimension) {
    throw new MiebError(
      "MODEL_INVALID_OUTPUT",
      `${model} returned vectors of dimension ${embeddings.dimension} at ${where(batch[0])}, ${dimension} before.`,
      { hint: "All inputs of a model share one dimension." },
    );
  }
  const bad = firstNonFinite(embeddings);
  if (bad) {
    throw new MiebError("MODEL_INVALID_OUTPUT", `${model} returned ${bad.value} for ${where(batch[bad.row])}.`, {
      hint: /16/.test(dtype)
        ? `Half precision may have overflowed: try --dtype fp32 instead of ${dtype}.`
        : "Look at that input, and at what the model makes of it in its original program.",
    });
  }
  const zero = firstZeroRow(embeddings);
  if (zero < 0) return;
  throw new MiebError("MODEL_INVALID_OUTPUT", `${model} returned a zero vector for ${where(batch[zero])}.`, {
    hint: "Look at that input and at how the encoder pools and normalises.",
  });
}

function where(input: EncoderInput | undefined): string {
  return input ? inputName(input) : "no input";
}
