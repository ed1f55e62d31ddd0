import { inputsName, isMiebError, MiebError, type EncoderInput } from "@mieb/core";

/** An error that nobody coded says nothing of the inputs; coded ones and cancellation pass through. */
export function withPlace(error: unknown, model: string, inputs: readonly EncoderInput[]): unknown {
  if (isMiebError(error) || (error instanceof Error && error.name === "AbortError")) return error;
  const message = error instanceof Error ? error.message : String(error);
  return new MiebError("MODEL_INVALID_OUTPUT", `${model} gave no vectors for ${inputsName(inputs)}: ${message}`, {
    hint: "Look at those inputs; --batch-size 1 finds the one at fault.",
    cause: error,
  });
}
