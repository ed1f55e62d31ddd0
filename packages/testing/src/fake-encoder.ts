import { createHash } from "node:crypto";
import type { Embeddings, Encoder, EncoderInput, EncodeOptions } from "@mieb/core";

export interface FakeEncoder extends Encoder {
  /** Every batch it was asked for, in order of the calls. */
  readonly calls: readonly { readonly inputs: readonly EncoderInput[]; readonly options: EncodeOptions }[];
  /** Inputs over all calls. */
  readonly encodedCount: number;
}

export interface FakeEncoderOptions {
  /** Default 8. */
  readonly dimension?: number;
  /** Default `fake`; null for an encoder whose vectors may not be cached. */
  readonly fingerprint?: string | null;
  readonly modalities?: readonly string[];
  readonly fusion?: NonNullable<Encoder["fusion"]>;
  /** Called before every batch; may delay or throw. */
  onBatch?(inputs: readonly EncoderInput[]): Promise<void> | void;
}

/**
 * An encoder without a model: the vector of an input is drawn from the hash of its content, so that equal inputs have
 * equal vectors, different inputs nearly orthogonal ones, on every machine and in every order.
 */
export function fakeEncoder(options: FakeEncoderOptions = {}): FakeEncoder {
  const { dimension = 8, fingerprint = "fake" } = options;
  const calls: { inputs: readonly EncoderInput[]; options: EncodeOptions }[] = [];
  return {
    calls,
    get encodedCount() {
      return calls.reduce((sum, { inputs }) => sum + inputs.length, 0);
    },
    async encode(inputs, encodeOptions) {
      await options.onBatch?.(inputs);
      calls.push({ inputs, options: encodeOptions });
      return hashedEmbeddings(inputs, dimension);
    },
    ...(fingerprint !== null && { fingerprint }),
    ...(options.modalities && { modalities: options.modalities }),
    ...(options.fusion && { fusion: options.fusion }),
  };
}

/** Vectors in [-1, 1] drawn from the SHA-256 of each input's text and image, `[inputs × dimension]`. */
export function hashedEmbeddings(inputs: readonly EncoderInput[], dimension: number): Embeddings {
  const values = new Float32Array(inputs.length * dimension);
  inputs.forEach(({ text, image }, row) => {
    for (let column = 0; column < dimension; column++) {
      const hash = createHash("sha256").update(`${column}:${text ?? ""}:`);
      const word = hash
        .update(image ?? new Uint8Array())
        .digest()
        .readUInt32LE();
      values[row * dimension + column] = word / 2 ** 31 - 1;
    }
  });
  return { values, rowCount: inputs.length, dimension };
}
