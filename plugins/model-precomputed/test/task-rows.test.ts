import { copyFile, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { parquetWriteFile } from "hyparquet-writer";
import { afterAll, beforeAll, expect, it } from "vitest";
import { loadVectors, optionsOf, textInput } from "./open-vectors.ts";

const rows = [0, 1, 2, 3, 4, 5];
let folder: string;
let file: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "mieb-vectors-"));
  file = join(folder, "vectors.npy");
  await copyFile(fileURLToPath(new URL("fixtures/place-matrix.npy", import.meta.url)), file);
  parquetWriteFile({
    filename: join(folder, "vectors.keys.parquet"),
    columnData: [
      { name: "task", data: rows.map(() => "Some"), type: "STRING" },
      { name: "split", data: rows.map(() => "test"), type: "STRING" },
      { name: "row", data: rows, type: "INT32" },
    ],
  });
});
afterAll(() => rm(folder, { recursive: true, force: true }));

it("task, split and row alone find the vectors of a split's only column", async () => {
  await using encoder = await loadVectors(file);
  const inputs = [5, 0].map((row) => textInput("any text", row));
  const { values } = await encoder.encode(inputs, optionsOf());
  expect([...values]).toEqual([5, 5.125, -5, 1, 0, 0.125, 0, 1]);
  expect(await encoder.lacking?.(inputs, optionsOf({ split: "dev" }))).toEqual([0, 1]);
  expect(encoder.instruction?.(optionsOf())).toContain("Some");
});

it("they are refused where another column or subset has such rows too", async () => {
  await using encoder = await loadVectors(file);
  const caption = textInput("any text", 0);
  await encoder.encode([caption], optionsOf());
  const title = { ...caption, identity: { ...caption.identity, column: "title" } };
  await expect(encoder.encode([title], optionsOf())).rejects.toThrow(
    /row 0 of Some \(test\) is an input of .* column "caption" .* and of .* column "title"/,
  );
  await expect(encoder.encode([caption], optionsOf({ subset: "en" }))).rejects.toThrow(/subset en/);
});
