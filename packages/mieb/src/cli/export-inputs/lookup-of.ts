import { MiebError, type EncodeOptions, type Encoder, type EncoderInput } from "@mieb/core";

/** Which of these inputs lack a vector, as indices. */
export type Lookup = (inputs: readonly EncoderInput[], options: EncodeOptions) => Promise<readonly number[]>;

/**
 * How to ask an encoder what it lacks.
 * @throws MiebError `USAGE_INVALID_ARGUMENT` for an encoder that computes its vectors
 */
export function lookupOf(encoder: Encoder, reference: string): Lookup {
  if (!encoder.lacking) {
    throw new MiebError("USAGE_INVALID_ARGUMENT", `--model ${reference}: it computes its vectors, so it lacks none.`, {
      hint: "Name a file of vectors (-m vectors:./my-vectors.parquet), or leave --model out to write all inputs.",
    });
  }
  const { modalities } = encoder;
  return async (inputs, options) => {
    const modality = inputs[0]?.image ? "image" : "text";
    if (modalities && !modalities.includes(modality)) return [];
    return (await encoder.lacking?.(inputs, options)) ?? [];
  };
}
