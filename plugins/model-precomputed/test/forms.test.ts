import { readdirSync } from "node:fs";
import { copyFile, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { TaskMetadata } from "@mieb/core";
import { describe, expect, it, onTestFinished } from "vitest";
import { vectorsFamily } from "../src/vectors-family.ts";
import { loadVectors, optionsOf, textInput } from "./open-vectors.ts";

async function temporaryFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), "mieb-vectors-"));
  onTestFinished(() => rm(folder, { recursive: true }));
  return folder;
}
const fixture = (name: string): string => fileURLToPath(new URL(`fixtures/${name}`, import.meta.url));
const byContent = readdirSync(fixture("")).filter((name) =>
  /^(list|fixed|matrix|binary).*\.(parquet|arrow|npy)$/.test(name),
);
/** As make_fixtures.py makes them. */
const vectorOf = (row: number): readonly number[] => [row, row + 0.125, 0 - row, 1];
const order = [5, 0, 3, 3, 1];

describe("files keyed by content", () => {
  it("come in ten forms", () => expect(byContent).toHaveLength(10));

  it.each(byContent)("%s gives each input its vector, whatever the row it is asked for", async (name) => {
    await using encoder = await loadVectors(fixture(name));
    const { values, dimension } = await encoder.encode(
      order.map((row) => textInput(`text ${row}`, 99 - row)),
      optionsOf(),
    );
    expect(dimension).toBe(4);
    expect([...values]).toEqual(order.flatMap(vectorOf));
    expect(encoder.instruction?.(optionsOf())).toBeUndefined();
  });
});

describe("files keyed by place", () => {
  it.each(["place.parquet", "place-matrix.npy"])("%s gives each row its vector, whatever it says", async (name) => {
    await using encoder = await loadVectors(fixture(name));
    const inputs = order.map((row) => textInput("any text", row));
    const { values } = await encoder.encode(inputs, optionsOf({ role: "query" }));
    expect([...values]).toEqual(order.flatMap(vectorOf));
  });

  it("tells tasks, splits and subsets apart, and roles where the file has them", async () => {
    await using plain = await loadVectors(fixture("place.parquet"));
    await using withRole = await loadVectors(fixture("place-matrix.npy"));
    const inputs = [textInput("any text", 0)];
    const elsewhere = [{ task: { name: "Other" } as TaskMetadata }, { split: "dev" }, { subset: "en" }];
    for (const options of elsewhere) expect(await plain.lacking?.(inputs, optionsOf(options))).toEqual([0]);
    expect(await plain.lacking?.(inputs, optionsOf({ role: "document" }))).toEqual([]);
    expect(await withRole.lacking?.(inputs, optionsOf({ role: "document" }))).toEqual([0]);
  });

  it("keeps the embeddings of two tasks apart", async () => {
    await using encoder = await loadVectors(fixture("place.parquet"));
    const instructions = [optionsOf(), optionsOf({ split: "dev" }), optionsOf({ role: "query" })].map((options) =>
      encoder.instruction?.(options),
    );
    expect(new Set(instructions).size).toBe(3);
  });
});

describe("files of late interaction", () => {
  it.each(["late.parquet", "late.arrow"])("%s gives each input its vectors", async (name) => {
    await using encoder = await loadVectors(fixture(name));
    const inputs = order.map((row) => textInput(`text ${row}`, row));
    const { values, dimension, rowOffsets } = await encoder.encode(inputs, optionsOf());
    const rowsOf = (row: number): readonly number[] => [row, row - 1, row - 2].filter((at) => at >= 0);
    expect(dimension).toBe(4);
    expect([...(rowOffsets ?? [])]).toEqual([0, 3, 4, 7, 10, 12]);
    expect([...values]).toEqual(order.flatMap((row) => rowsOf(row).flatMap(vectorOf)));
  });

  it("say so, or are refused", async () => {
    const path = join(await temporaryFolder(), "unsaid.parquet");
    await copyFile(fixture("late.parquet"), path);
    await expect(loadVectors(path)).rejects.toMatchObject({
      message: "unsaid.parquet, row 0: expected one vector, found a list of vectors.",
      hint: expect.stringContaining('"max-sim"') as string,
    });
  });
});

it("refuses a dtype, which cannot change what is in a file", async () => {
  const model = await vectorsFamily.open({ reference: `vectors:${fixture("list32.parquet")}`, scheme: "vectors" });
  for (const use of [model.load, model.describe]) {
    await expect(use?.({ dtype: "fp16", device: "cpu" })).rejects.toMatchObject({
      code: "USAGE_INVALID_ARGUMENT",
      message: expect.stringContaining("--dtype fp16") as string,
    });
  }
});

it("refuses what cannot be read row by row", async () => {
  await expect(loadVectors(fixture("stream.arrow"))).rejects.toThrow("stream.arrow: it is an Arrow stream");
  await expect(loadVectors(fixture("lz4.arrow"))).rejects.toThrow("lz4.arrow: it is compressed");
});
