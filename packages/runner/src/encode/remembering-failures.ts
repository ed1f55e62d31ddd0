import { isMiebError, type Encoder, type EncoderInput, type ErrorCode, type MiebError } from "@mieb/core";

/** Failures that lie in the model's own files, in the access to it, in its process or in the machine, so that no other input would fare better. */
const lasting: ReadonlySet<ErrorCode> = new Set([
  "MODEL_FILES_MISSING",
  "MODEL_INVALID_FILE",
  "MODEL_NOT_FOUND",
  "MODEL_ACCESS_DENIED",
  "MODEL_FAILED",
  "ENVIRONMENT_MISSING_ENGINE",
]);

/**
 * The same encoder, which notes in `broken` the modality whose part of the model cannot be used: further tasks that need
 * it need not fetch their data to find out.
 */
export function rememberingFailures(encoder: Encoder, broken: Map<string, MiebError>): Encoder {
  const encode: Encoder["encode"] = async (batch, options) => {
    try {
      return await encoder.encode(batch, options);
    } catch (error) {
      const modality = onlyModality(batch);
      if (modality && isMiebError(error) && lasting.has(error.code)) broken.set(modality, error);
      throw error;
    }
  };
  return Object.create(encoder, { encode: { value: encode } }) as Encoder;
}

/** Of an image with a text one cannot tell which of the two failed. */
function onlyModality(batch: readonly EncoderInput[]): "image" | "text" | undefined {
  const [hasImage, hasText] = [batch.some(({ image }) => image), batch.some(({ text }) => text !== undefined)];
  return hasImage === hasText ? undefined : hasImage ? "image" : "text";
}
