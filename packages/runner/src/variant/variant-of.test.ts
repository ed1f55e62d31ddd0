import { readFileSync } from "node:fs";
import { collectEmbeddings, embeddingSource, type EmbeddingSource } from "@mieb/core";
import { describe, expect, it } from "vitest";
import { countingModel } from "../../test/counting-model.ts";
import type { Quantization } from "./quantization.ts";
import { variantOf, variantSource, type Variant } from "./variant-of.ts";

type Rows = readonly (readonly number[])[];
interface Fixture {
  readonly embeddings: Rows;
  readonly mteb: Readonly<Record<Quantization, Rows>>;
  readonly sentenceTransformers: Readonly<Record<Quantization, Rows>>;
  readonly truncated: Rows;
}
const fixtureFile = new URL("../../test/fixtures/quantized.json", import.meta.url);
const fixture = JSON.parse(readFileSync(fixtureFile, "utf8")) as Fixture;

/** Rows in chunks of 7. */
function sourceOf(rows: Rows): EmbeddingSource {
  const dimension = rows[0]?.length ?? 0;
  const whole = embeddingSource({ values: Float32Array.from(rows.flat()), rowCount: rows.length, dimension });
  return {
    ...whole,
    async *chunks() {
      for (let start = 0; start < rows.length; start += 7)
        yield await whole.rows(rows.slice(start, start + 7).map((_row, index) => start + index));
    },
  };
}

async function rowsOf(source: EmbeddingSource): Promise<Rows> {
  const { values, rowCount, dimension } = await collectEmbeddings(source);
  return Array.from({ length: rowCount }, (_, row) => [...values.subarray(row * dimension, (row + 1) * dimension)]);
}

const changed = async (rows: Rows, variant: Variant): Promise<Rows> =>
  rowsOf(await variantSource(sourceOf(rows), variant, "corpus"));

describe("quantised embeddings", () => {
  it.each(Object.keys(fixture.mteb) as Quantization[])(
    "are those of mteb's CompressionWrapper: %s",
    async (quantize) => {
      expect(await changed(fixture.embeddings, { quantize })).toEqual(fixture.mteb[quantize]);
    },
  );

  it.each(Object.keys(fixture.sentenceTransformers) as Quantization[])(
    "are those of sentence-transformers: %s",
    async (quantize) => {
      expect(await changed(fixture.embeddings, { quantize })).toEqual(fixture.sentenceTransformers[quantize]);
    },
  );

  it("read in any order are the same", async () => {
    const source = await variantSource(sourceOf(fixture.embeddings), { quantize: "int8" }, "corpus");
    const { values } = await source.rows([30, 2]);
    expect([...values]).toEqual([...fixture.mteb.int8[30]!, ...fixture.mteb.int8[2]!]);
  });

  it("have a step of 1 where all numbers are equal", async () => {
    expect(
      await changed(
        [
          [0.5, 1],
          [0.5, 256],
        ],
        { quantize: "uint8" },
      ),
    ).toEqual([
      [0, 0],
      [0, 255],
    ]);
  });

  it("cannot be integers of a single vector", async () => {
    await expect(changed([[1, 2]], { quantize: "int8" })).rejects.toMatchObject({
      code: "EVALUATION_INVALID_EMBEDDINGS",
      message: expect.stringContaining('"corpus"'),
    });
    expect(await changed([[1, -2]], { quantize: "binary" })).toEqual([[1, 0]]);
  });
});

describe("truncated embeddings", () => {
  it("of length 1 are brought back to length 1, others are not", async () => {
    const rows = await changed(fixture.embeddings, { dimensions: 5 });
    fixture.truncated.flat().forEach((value, at) => expect(rows.flat()[at]).toBeCloseTo(value, 6));
    expect(await changed([[3, 4, 5]], { dimensions: 2 })).toEqual([[3, 4]]);
  });

  it("keep rows of several vectors", async () => {
    const rowOffsets = Uint32Array.of(0, 1, 3);
    const values = Float32Array.of(1, 2, 3, 4, 5, 6, 7, 8, 9);
    const lists = embeddingSource({ values, rowCount: 2, dimension: 3, rowOffsets });
    const source = await variantSource(lists, { dimensions: 2 }, "corpus");
    expect(await source.rows([1, 0])).toEqual({
      values: Float32Array.of(4, 5, 7, 8, 1, 2),
      rowCount: 2,
      dimension: 2,
      rowOffsets: Uint32Array.of(0, 2, 3),
    });
    expect(source.vectorCounts?.()).toEqual(Uint32Array.of(1, 2));
  });

  it("come before quantisation", async () => {
    const truncated = await changed(fixture.embeddings, { dimensions: 5 });
    expect(await changed(fixture.embeddings, { dimensions: 5, quantize: "int8" })).toEqual(
      await changed(truncated, { quantize: "int8" }),
    );
  });

  it("cannot be longer than the model's", async () => {
    await expect(changed([[1, 2]], { dimensions: 3 })).rejects.toMatchObject({
      code: "USAGE_INVALID_ARGUMENT",
      message: "dimensions: 3 were asked for, but the model's vectors have 2 numbers.",
    });
  });
});

describe("variantOf", () => {
  it("names the experiment as the reference does, and leaves a plain model alone", () => {
    const model = countingModel({}, { embedDimension: 512, experiment: { seed: 1 } });
    expect(variantOf(model, { dtype: "fp32" })).toBe(model);
    expect(variantOf(model, { dtype: "q8", dimensions: 256, quantize: "int8" }).metadata).toMatchObject({
      embedDimension: 256,
      experiment: { seed: 1, dtype: "q8", embed_dim: 256, output_dtypes: "int8" },
    });
  });

  it("refuses what cannot be", () => {
    const model = countingModel({}, { embedDimension: 512 });
    for (const dimensions of [0, 1.5, 513])
      expect(() => variantOf(model, { dimensions })).toThrow(/dimensions: expected a whole number from 1 to the 512/);
    expect(() => variantOf(model, { quantize: "int7" as Quantization })).toThrow(/quantize: expected one of int8/);
  });
});
