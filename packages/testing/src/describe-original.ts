import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import type { Embeddings, Encoder, EncoderInput } from "@mieb/core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { encodeOptions } from "./sample-inputs.ts";

/** What a model's Python original gives, as a script beside the fixture wrote it. */
export interface OriginalAnswers {
  readonly texts: readonly {
    readonly text: string;
    /** Alone in its batch. */
    readonly inputIds: readonly number[];
    readonly embedding: readonly number[];
  }[];
  /** By file name: SHA-256 of the float32 tensor, and the embedding. */
  readonly images: Readonly<Record<string, { readonly pixels: string; readonly embedding: readonly number[] }>>;
}

export interface OriginalOptions {
  readonly answers: OriginalAnswers;
  /** Folder of the image files, its URL ending in a slash. */
  readonly images: URL;
  load(): Promise<Encoder>;
  /** The pixel tensor of one image. */
  pixels(input: EncoderInput): Promise<{ readonly data: Float32Array }>;
  /** The token ids of one text. */
  tokenIds(text: string): ArrayLike<number>;
  /** Largest length of a difference, relative to the original's vector. Default 1e-5. */
  readonly tolerance?: number;
}

/**
 * Suite that compares a model with its Python original: call it at the top of a test file. Token ids and pixels are equal
 * bit by bit; embeddings of whole batches, of one text and of one image agree within the tolerance.
 */
export function describeOriginal(name: string, options: OriginalOptions): void {
  const { answers, tolerance = 1e-5 } = options;
  const identity = { table: "test", column: "input", row: 0, contentHash: "" };
  const texts: readonly EncoderInput[] = answers.texts.map(({ text }) => ({ text, identity }));
  const images: readonly EncoderInput[] = Object.keys(answers.images).map((file) => ({
    image: readFileSync(new URL(file, options.images)),
    identity: { ...identity, column: file },
  }));

  describe(`${name} against its Python original`, () => {
    let encoder: Encoder;
    beforeAll(async () => {
      encoder = await options.load();
    });
    afterAll(() => encoder[Symbol.asyncDispose]?.());
    const expectRows = async (inputs: readonly EncoderInput[], rows: readonly (readonly number[])[]): Promise<void> => {
      expect(vectorDifference(await encoder.encode(inputs, encodeOptions), rows)).toBeLessThan(tolerance);
      expect(vectorDifference(await encoder.encode(inputs.slice(0, 1), encodeOptions), rows.slice(0, 1))).toBeLessThan(
        tolerance,
      );
    };

    it("gives its token ids", () => {
      for (const { text, inputIds } of answers.texts) {
        expect([text, Array.from(options.tokenIds(text))]).toEqual([text, inputIds]);
      }
    });

    it("gives its very pixels", async () => {
      for (const input of images) {
        const { data } = await options.pixels(input);
        const sha256 = createHash("sha256").update(data).digest("hex");
        const file = input.identity.column;
        expect([file, sha256]).toEqual([file, answers.images[file]?.pixels]);
      }
    });

    it("gives its text embeddings", () =>
      expectRows(
        texts,
        answers.texts.map(({ embedding }) => embedding),
      ));

    it("gives its image embeddings", () =>
      expectRows(
        images,
        Object.values(answers.images).map(({ embedding }) => embedding),
      ));
  });
}

/** Largest length of a row's difference from what is expected, relative to that; NaN where a number is none. */
export function vectorDifference(
  { values, rowCount, dimension }: Embeddings,
  rows: readonly (readonly number[])[],
): number {
  expect([rowCount, dimension]).toEqual([rows.length, rows[0]?.length]);
  const differences = rows.map(
    (row, i) => Math.hypot(...row.map((value, j) => value - (values[i * dimension + j] ?? NaN))) / Math.hypot(...row),
  );
  return differences.some(Number.isNaN) ? NaN : Math.max(...differences);
}
