import { readFile, rename, writeFile } from "node:fs/promises";
import { describe, expect, it } from "vitest";
import type { Embeddings, EmbeddingSource, FileRows } from "@mieb/core";
import type { EmbeddingPartition } from "../../src/store/embedding-store.ts";
import { embeddingsOf, keyOf, range } from "./numbered-rows.ts";
import { fill, openStore, partitionFiles, temporaryFolder } from "./support.ts";

/** 512 rows are 1 MiB. */
const dimension = 512;

describe("chunksInPlace", () => {
  it("leaves long runs of rows in their segments, and reads the others", async () => {
    const folder = await temporaryFolder();
    await fill(folder, range(0, 600), dimension);
    await fill(folder, range(600, 1700), dimension);
    const order = [...range(0, 600), ...range(601, 1650), 3, 1, 2];
    const source = (await open(folder)).source(order.map(keyOf));
    const chunks = await inPlace(source);
    expect(chunks.map(({ rowCount }) => rowCount)).toEqual([600, 1049, 3]);
    expect(chunks.map((chunk) => "path" in chunk)).toEqual([true, true, false]);
    const values = await Promise.all(chunks.map(valuesOf));
    expect(values.flatMap((part) => [...part])).toEqual([...embeddingsOf(order, dimension).values]);
  });

  it("reads what still lies in a journal, and what has several vectors a row", async () => {
    const store = await openStore(await temporaryFolder());
    const partition = await store.partition("fingerprint", "model");
    const numbers = range(0, 600);
    const single = embeddingsOf(numbers, dimension);
    await partition.append(numbers.map(keyOf), single);
    expect(await inPlace(partition.source(numbers.map(keyOf)))).toEqual([single]);

    const folder = await temporaryFolder();
    const lists = { ...single, rowCount: 300, rowOffsets: Uint32Array.from(range(0, 301), (row) => 2 * row) };
    const writing = await openStore(folder);
    await (await writing.partition("fingerprint", "model")).append(range(0, 300).map(keyOf), lists);
    await writing[Symbol.asyncDispose]();
    expect(await inPlace((await open(folder)).source(range(0, 300).map(keyOf)))).toEqual([lists]);
  });

  it("finds a damaged segment, and one that is gone", async () => {
    const folder = await temporaryFolder();
    await fill(folder, range(0, 600), dimension);
    const [segment = ""] = await partitionFiles(folder, ".arrow");
    const source = (await open(folder)).source(range(0, 600).map(keyOf));
    const bytes = await readFile(segment);
    bytes[9000] = (bytes[9000] ?? 0) ^ 1;
    await writeFile(segment, bytes);
    await expect(inPlace(source)).rejects.toMatchObject({ code: "STORE_CORRUPT_SEGMENT" });
    await rename(segment, `${segment}.gone`).catch(() => undefined);
    await expect(inPlace(source)).rejects.toMatchObject({ code: "STORE_CORRUPT_SEGMENT" });
  });
});

async function open(folder: string): Promise<EmbeddingPartition> {
  return (await openStore(folder)).partition("fingerprint", "model");
}

async function inPlace(source: EmbeddingSource): Promise<readonly (Embeddings | FileRows)[]> {
  return Array.fromAsync(source.chunksInPlace?.() ?? []);
}

async function valuesOf(chunk: Embeddings | FileRows): Promise<Float32Array> {
  if (!("path" in chunk)) return chunk.values;
  const { buffer, byteOffset } = await readFile(chunk.path);
  return new Float32Array(buffer.slice(byteOffset + chunk.byteOffset), 0, chunk.rowCount * dimension);
}
