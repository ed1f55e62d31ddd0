import { readFile } from "node:fs/promises";
import { join } from "node:path";
import type { Table, Value } from "@mieb/core";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { openHub } from "../src/index.ts";
import { blockCache } from "../src/parquet/block-cache.ts";
import { columnReader, type ColumnReader } from "../src/parquet/column-reader.ts";
import { openShard, type Shard } from "../src/parquet/shard.ts";
import { fixtures } from "./scratch.ts";

const repositories = join(fixtures, "hub/datasets/mieb-fixtures");

async function fixtureTable(repository: string, config = "default", split = "test"): Promise<Table> {
  return (await openHub({ env: {} }).dataset(join(repositories, repository), "main")).table(config, split);
}

describe("every kind of column", async () => {
  const expected = JSON.parse(await readFile(join(fixtures, "types.json"), "utf8")) as Record<
    string,
    readonly unknown[]
  >;

  it.each(["snappy", "zstd", "gzip", "brotli", "none"])("reads %s files as pyarrow wrote them", async (codec) => {
    const table = await fixtureTable("types", codec, "train");
    for (const [column, values] of Object.entries(expected))
      expect({ [column]: (await table.read(column)).map(plain) }).toEqual({ [column]: values });
  });

  it("takes types from the schema where nothing else says them", async () => {
    const { features } = await fixtureTable("types", "zstd", "train");
    const text = { kind: "text" };
    const integer = { kind: "integer" };
    expect(features).toEqual({
      text,
      large_text: text,
      dictionary: text,
      int8: integer,
      uint32: integer,
      int64: integer,
      uint64: integer,
      float16: { kind: "float" },
      float32: { kind: "float" },
      float64: { kind: "float" },
      boolean: { kind: "boolean" },
      binary: { kind: "binary" },
      time: text,
      label: integer,
      image: { kind: "image" },
      numbers: { kind: "list", item: integer },
      nested: { kind: "list", item: { kind: "list", item: text } },
      record: { kind: "struct", fields: { a: integer, b: text } },
      records: { kind: "list", item: { kind: "struct", fields: { a: integer } } },
      images: { kind: "list", item: { kind: "image" } },
    });
  });

  it("takes class names from the file's metadata where the card has none", async () => {
    expect((await fixtureTable("types", "named", "train")).features).toEqual({
      label: { kind: "class-label", names: ["no", "yes"] },
    });
  });

  it("refuses an integer that a number would round", async () => {
    const table = await fixtureTable("overflow", "default", "train");
    await expect(table.read("number")).rejects.toMatchObject({
      code: "DATASET_INVALID_VALUE",
      message: expect.stringContaining("1152921504606846976"),
    });
  });

  it("opens an empty split with its columns and no rows", async () => {
    const table = await fixtureTable("overflow", "default", "empty");
    expect([table.rowCount, Object.keys(table.features), await table.read("text")]).toEqual([
      0,
      ["number", "image", "text"],
      [],
    ]);
  });
});

describe.each([
  ["pages", "one row group with a page index", 600],
  ["groups", "row groups without an index, in two shards", 500],
])("rows of %s: %s", (repository, _, rowCount) => {
  it("hands out any rows in any order, also repeated", async () => {
    const table = await fixtureTable(repository);
    expect(table.rowCount).toBe(rowCount);
    const anyRows = fc.array(fc.nat(rowCount - 1), { maxLength: 12 });
    await fc.assert(
      fc.asyncProperty(anyRows, async (rows) => {
        expect(await table.read("number", rows)).toEqual(rows);
        expect(await table.read("text", rows)).toEqual(rows.map((row) => `row ${row}`));
        expect(await table.read("image", rows)).toEqual(rows.map(imageOf));
      }),
      { numRuns: 40 },
    );
  });

  it("hands out ranges, while other reads are under way", async () => {
    const table = await fixtureTable(repository);
    const starts = [0, 40, 45, 250, 299, 300, 480];
    const reads = await Promise.all(starts.map((start) => table.read("image", { start, end: start + 20 })));
    expect(reads).toEqual(
      starts.map((start) => Array.from({ length: 20 }, (_unused, index) => imageOf(start + index))),
    );
  });

  it("refuses rows that do not exist", async () => {
    const table = await fixtureTable(repository);
    await expect(table.read("number", [0, rowCount])).rejects.toMatchObject({ code: "DATASET_INVALID_VALUE" });
    await expect(table.read("numbr")).rejects.toMatchObject({
      code: "DATASET_COLUMN_NOT_FOUND",
      message: expect.stringContaining("number, image, text"),
    });
  });
});

describe("how much is read", () => {
  it("reads only the row groups that hold the rows", async () => {
    const { shard, bytesRead } = await countedShard("groups/data/test-00000-of-00002.parquet");
    const size = shard.metadata.row_groups.map((group) =>
      Number(
        group.columns.find(({ meta_data: about }) => about?.path_in_schema[0] === "number")?.meta_data
          ?.total_compressed_size,
      ),
    );
    const reader = columnReader();
    expect(await reader.read(shard, "number", [3, 17, 260])).toEqual([3n, 17n, 260n]);
    expect(bytesRead()).toBe((size[0] ?? 0) + (size[5] ?? 0));
  });

  it("reads only the pages that hold the rows where the file has a page index", async () => {
    const { shard, bytesRead } = await countedShard("pages/data/test-00000-of-00001.parquet");
    const whole = Number(
      shard.metadata.row_groups[0]?.columns.find(({ meta_data: about }) => about?.path_in_schema[1] === "bytes")
        ?.meta_data?.total_compressed_size,
    );
    expect(whole).toBeGreaterThan(20_000);
    await columnReader().read(shard, "image", [10, 400]);
    expect(bytesRead()).toBeLessThan(whole / 3);
  });

  it("decodes a block once for reads that follow each other", async () => {
    const { shard, bytesRead } = await countedShard("pages/data/test-00000-of-00001.parquet");
    const reader = columnReader();
    await reader.read(shard, "text", [5]);
    const before = bytesRead();
    expect(before).toBeGreaterThan(0);
    await Promise.all([reader.read(shard, "text", [6]), reader.read(shard, "text", [5, 6])]);
    expect(bytesRead()).toBe(before);
  });

  it("keeps the blocks of all tables together below a limit", async () => {
    const { shard, bytesRead } = await countedShard("groups/data/test-00000-of-00002.parquet");
    const cache = blockCache();
    const [first, second] = [columnReader(cache), columnReader(cache)];
    const bytesFor = async (reader: ColumnReader, row: number): Promise<number> => {
      const before = bytesRead();
      expect(await reader.read(shard, "number", [row])).toEqual([BigInt(row)]);
      return bytesRead() - before;
    };
    await bytesFor(first, 3);
    expect(await bytesFor(first, 4)).toBe(0);
    cache.limit(1);
    expect(await bytesFor(first, 3)).toBeGreaterThan(0);
    expect(await bytesFor(first, 4)).toBe(0);
    expect(await bytesFor(second, 4)).toBeGreaterThan(0);
    expect(await bytesFor(first, 4)).toBeGreaterThan(0);
  });
});

/** A shard that counts the bytes read after it was opened. */
async function countedShard(path: string): Promise<{ shard: Shard; bytesRead: () => number }> {
  const file = join(repositories, path);
  const shard = await openShard(path, file, (await readFile(file)).length);
  let bytes = 0;
  const slice = async (start: number, end?: number): Promise<ArrayBuffer> => {
    const part = await shard.buffer.slice(start, end);
    bytes += part.byteLength;
    return part;
  };
  return { shard: { ...shard, buffer: { byteLength: shard.buffer.byteLength, slice } }, bytesRead: () => bytes };
}

function imageOf(row: number): Value {
  return { bytes: Uint8Array.from({ length: 40 }, (_, index) => (row * 7 + index) % 256), path: `${row}.png` };
}

/** Bytes as base64, as in types.json. */
function plain(value: Value): unknown {
  if (value instanceof Uint8Array) return { base64: Buffer.from(value).toString("base64") };
  if (Array.isArray(value)) return value.map(plain);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, field]) => [name, plain(field as Value)]));
}
