import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";
import { openKeyLines } from "../src/key-lines.ts";

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "mieb-vectors-"));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

async function keysOf(content: string): Promise<Awaited<ReturnType<typeof openKeyLines>>> {
  const file = join(folder, "some.keys.txt");
  await writeFile(file, content);
  return openKeyLines(file);
}

/** More than two blocks of lines, and several reads of the file. */
const keys = Array.from({ length: 10_000 }, (_, row) => `key ${row} `.padEnd(50 + (row % 20), "x"));
const rows = [0, 1, 4094, 4095, 4096, 4097, 8191, 8192, 9999];

it.each(["\n", "\r\n"])("gives the line of any row, whatever ends the lines: %j", async (newline) => {
  const file = await keysOf(keys.join(newline) + newline);
  expect(file.rowCount).toBe(keys.length);
  expect(await file.read("key", rows)).toEqual(rows.map((row) => keys[row]));
});

it("counts no white space at the end as rows, and empty lines before as such", async () => {
  expect((await keysOf("")).rowCount).toBe(0);
  expect((await keysOf("\n \r\n\n")).rowCount).toBe(0);
  const file = await keysOf("a\n\nb \r\n \n\n");
  expect(file.rowCount).toBe(3);
  expect(await file.read("key", [0, 1, 2])).toEqual(["a", "", "b"]);
});

it("begins a block where the one before ends, also at the last line", async () => {
  const file = await keysOf(`${keys.slice(0, 8192).join("\n")}\n\n`);
  expect(file.rowCount).toBe(8192);
  expect(await file.read("key", [8191])).toEqual([keys[8191]]);
});
