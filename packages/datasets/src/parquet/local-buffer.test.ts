import { mkdtemp, rm, truncate, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, it, onTestFinished } from "vitest";
import { localBuffer } from "./local-buffer.ts";

async function fileOf(bytes: Uint8Array): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), "mieb-buffer-"));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  const path = join(folder, "data.parquet");
  await writeFile(path, bytes);
  return path;
}

const ascending = (length: number): Uint8Array => Uint8Array.from({ length }, (_, index) => index % 251);

it.each([1000, 2 ** 20 + 1000])("gives the ranges asked for of a file of %d bytes", async (length) => {
  const bytes = ascending(length);
  const buffer = localBuffer(await fileOf(bytes), length);
  expect(new Uint8Array(await buffer.slice(10, 20))).toEqual(bytes.slice(10, 20));
  expect(new Uint8Array(await buffer.slice(length - 8))).toEqual(bytes.slice(-8));
  expect(new Uint8Array(await buffer.slice(length - 8, length + 5))).toEqual(bytes.slice(-8));
});

it("reads a small file once, and anew when it is opened again", async () => {
  const path = await fileOf(ascending(100));
  const buffer = localBuffer(path, 100);
  await buffer.slice(0, 1);
  await writeFile(path, new Uint8Array(100));
  expect(new Uint8Array(await buffer.slice(5, 7))).toEqual(Uint8Array.of(5, 6));
  expect(new Uint8Array(await localBuffer(path, 100).slice(5, 7))).toEqual(Uint8Array.of(0, 0));
});

it.each([1000, 2 ** 20 + 1000])("says where a file of %d bytes ends too early, and tries again", async (length) => {
  const path = await fileOf(ascending(length));
  const buffer = localBuffer(path, length);
  await truncate(path, 40);
  await expect(buffer.slice(30, 50)).rejects.toThrow("the file ends at byte 40");
  await writeFile(path, ascending(length));
  expect(new Uint8Array(await buffer.slice(39, 41))).toEqual(Uint8Array.of(39, 40));
});
