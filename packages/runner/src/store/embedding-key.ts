import { hash } from "node:crypto";
import type { ImageConversion, Modality } from "@mieb/core";

/** Everything about one input, besides the encoder, that changes its vector. */
export interface EmbeddingKeyParts {
  /** Hexadecimal SHA-256 of the encoded image bytes and/or the text, as in `InputIdentity`. */
  readonly contentHash: string;
  readonly modality: Modality;
  /** What the encoder puts before the input; undefined where it puts nothing. */
  readonly instruction?: string | undefined;
  /** Only images are affected; for other modalities both values give the same key. */
  readonly imageConversion: ImageConversion;
}

/** Key of an input within the partition of its encoder: 64 hexadecimal digits. The same image in two tasks has one key. */
export function embeddingKey({ contentHash, modality, instruction, imageConversion }: EmbeddingKeyParts): string {
  const conversion = modality === "text" ? null : imageConversion;
  const parts = JSON.stringify(["mieb-key-1", contentHash, modality, instruction ?? null, conversion]);
  return hash("sha256", parts, "hex");
}
