import { MiebError, type EncoderTraits } from "@mieb/core";

/**
 * What was found in the store by a described fingerprint must be what the loaded model would give.
 * @throws MiebError `MODEL_INVALID_OUTPUT`
 */
export function checkFingerprint(model: string, described: EncoderTraits, loaded: EncoderTraits): void {
  if (described.fingerprint === loaded.fingerprint) return;
  throw new MiebError(
    "MODEL_INVALID_OUTPUT",
    `${model} describes itself with fingerprint ${described.fingerprint} but loads with ${loaded.fingerprint}.`,
    { hint: "Compute both from the same files and settings, or leave `describe` out." },
  );
}
