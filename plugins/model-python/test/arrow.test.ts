import { textInputs, imageInputs } from "@mieb/testing";
import {
  Field,
  FixedSizeList,
  Float32,
  Float64,
  makeData,
  tableFromIPC,
  tableToIPC,
  Table,
  vectorFromArray,
  List,
  makeVector,
} from "apache-arrow";
import { describe, expect, it } from "vitest";
import { inputBatch } from "../src/arrow/input-batch.ts";
import { readVectors } from "../src/arrow/read-vectors.ts";

describe("a batch", () => {
  it("is a stream of texts, of image files, or of both", () => {
    const [texts, images] = [textInputs(), imageInputs()];
    const pairs = images.map((image, row) => ({ ...texts[row], ...image, identity: image.identity }));
    for (const [inputs, columns] of [
      [texts, ["text"]],
      [images, ["image"]],
      [pairs, ["text", "image"]],
    ] as const) {
      const table = tableFromIPC(inputBatch(inputs));
      expect(table.schema.fields.map(({ name }) => name)).toEqual(columns);
      expect(table.numRows).toBe(inputs.length);
      for (const [row, { text, image }] of inputs.entries()) {
        expect(table.getChild("text")?.get(row)).toEqual(text);
        expect(table.getChild("image")?.get(row)).toEqual(image);
      }
    }
  });
});

const floats = (values: readonly number[]) => makeData({ type: new Float32(), data: Float32Array.from(values) });
const rowsOf = (values: readonly number[], dimension: number) =>
  makeData({
    type: new FixedSizeList(dimension, new Field("item", new Float32())),
    length: values.length / dimension,
    nullCount: 0,
    child: floats(values),
  });

describe("vectors", () => {
  it("are read from fixed-size lists, at any address", () => {
    const bytes = tableToIPC(new Table({ vector: makeVector(rowsOf([1, 2, 3, 4, 5, 6, 7, 8, 9], 3)) }), "stream");
    const shifted = new Uint8Array(bytes.length + 1);
    shifted.set(bytes, 1);
    const embeddings = readVectors(shifted.subarray(1), "m");
    expect({ ...embeddings, values: [...embeddings.values] }).toEqual({
      values: [1, 2, 3, 4, 5, 6, 7, 8, 9],
      rowCount: 3,
      dimension: 3,
    });
  });

  it("may be several a row", () => {
    const vectors = rowsOf([1, 1, 2, 2, 3, 3], 2);
    const type = new List(new Field("item", vectors.type));
    const data = makeData({ type, length: 2, nullCount: 0, valueOffsets: Int32Array.of(0, 1, 3), child: vectors });
    const embeddings = readVectors(tableToIPC(new Table({ vector: makeVector(data) }), "stream"), "m");
    expect(embeddings).toMatchObject({ rowCount: 2, dimension: 2 });
    expect([...(embeddings.rowOffsets ?? [])]).toEqual([0, 1, 3]);
    expect([...embeddings.values]).toEqual([1, 1, 2, 2, 3, 3]);
  });

  it("of another type are refused", () => {
    const bytes = tableToIPC(new Table({ vector: vectorFromArray([1, 2], new Float64()) }), "stream");
    expect(() => readVectors(bytes, "m")).toThrow(/m answered with 1 batches of Float64/);
  });
});
