import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { embeddingSource, type Embeddings, type EmbeddingSource, type FileRows } from "@mieb/core";
import { createKernels } from "@mieb/kernels";
import { corpusPieces } from "./corpus-pieces.ts";
import { rowsPerBlock, searchCorpus, type Search } from "./search-corpus.ts";

const dimension = 3;
const rowCount = rowsPerBlock + 5000;
const values = Float32Array.from({ length: rowCount * dimension }, (_, i) => Math.sin(i * i));
const memory = embeddingSource({ values, rowCount, dimension });

let folder = "";
beforeAll(async () => void (folder = await mkdtemp(join(tmpdir(), "mieb-search-"))));
afterAll(async () => rm(folder, { recursive: true }));

/** The rows from `from` to `to` in a file, after eight other bytes; the others as blocks in memory. */
async function partlyInFile(rows: Float32Array, [from, to]: readonly [number, number]): Promise<EmbeddingSource> {
  const path = join(folder, "rows.f32");
  const stored = rows.slice(from * dimension, to * dimension);
  await writeFile(path, Buffer.concat([Buffer.alloc(8), new Uint8Array(stored.buffer)]));
  const block = (start: number, end: number): Embeddings => ({
    values: rows.subarray(start * dimension, end * dimension),
    rowCount: end - start,
    dimension,
  });
  async function* chunksInPlace(): AsyncGenerator<Embeddings | FileRows> {
    yield block(0, from);
    yield { path, byteOffset: 8, rowCount: to - from };
    yield block(to, rowCount);
  }
  return { ...embeddingSource({ values: rows, rowCount, dimension }), chunksInPlace };
}

function searchOf(corpus: EmbeddingSource, isNormalizing: boolean): Search {
  const places = Uint32Array.from({ length: rowCount }, (_, row) => row);
  const queries = values.subarray(300, 306);
  return { kernels: createKernels(), isNormalizing, queries, queryOf: Uint32Array.of(0, 1), corpus, places, topK: 20 };
}

describe("searchCorpus", () => {
  it.each([true, false])("finds the same in files as in memory (normalizing: %s)", async (isNormalizing) => {
    const corpus = await partlyInFile(values, [1000, 54_000]);
    const found = await searchCorpus(searchOf(corpus, isNormalizing));
    expect(found).toEqual(await searchCorpus(searchOf(memory, isNormalizing)));
    expect(found[0]?.documents).toHaveLength(20);
  });

  it.each([500, 53_000])("names the request and row of a vector that is not finite (row %d)", async (row) => {
    const faulty = values.slice();
    faulty[row * dimension + 1] = NaN;
    const corpus = await partlyInFile(faulty, [1000, 54_000]);
    await expect(searchCorpus(searchOf(corpus, true))).rejects.toMatchObject({
      code: "EVALUATION_INVALID_EMBEDDINGS",
      message: expect.stringContaining(`"corpus": the vector of row ${row} `) as string,
    });
  });
});

describe("corpusPieces", () => {
  it("cuts rows in files where a block ends, as it cuts those in memory", async () => {
    const corpus = await partlyInFile(values, [1000, 54_000]);
    const pieces = await Array.fromAsync(corpusPieces(corpus, rowsPerBlock));
    expect(pieces.map(({ firstRow, rowCount: rows, endsBlock }) => [firstRow, rows, endsBlock])).toEqual([
      [0, 1000, false],
      [1000, 49_000, true],
      [50_000, 4000, false],
      [54_000, 1000, true],
    ]);
    expect(pieces[2]?.rows).toMatchObject({ byteOffset: 8 + 49_000 * dimension * 4, rowCount: 4000 });
  });
});
