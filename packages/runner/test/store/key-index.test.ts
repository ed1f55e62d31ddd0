import { expect, it } from "vitest";
import { keyBytes, keyIndex } from "../../src/store/key-index.ts";
import { keyOf, range } from "./numbered-rows.ts";
import { fill, openStore, temporaryFolder } from "./support.ts";

it("finds keys that share their first bytes, while it grows", () => {
  const index = keyIndex();
  const keys = range(0, 2000).map((n) => `${(n % 7).toString(16).padStart(8, "0")}${keyOf(n).slice(8)}`);
  for (const start of range(0, 20)) index.add(keyBytes(keys.slice(start * 100, start * 100 + 100)), () => false);
  expect([index.rowCount, index.keyCount]).toEqual([2000, 2000]);
  expect(keys.findIndex((key, row) => index.rowOf(key) !== row)).toBe(-1);
  expect(index.rowOf(keyOf(5))).toBe(-1);
});

it("finds each of the keys that were added in batches of any size", () => {
  const index = keyIndex();
  const keys = range(0, 50_000).map(keyOf);
  for (let start = 0, size = 1; start < keys.length; start += size, size = Math.min(size * 3, 20_000)) {
    index.add(keyBytes(keys.slice(start, start + size)), () => false);
  }
  expect(keys.findIndex((key, row) => index.rowOf(key) !== row || !index.isCurrent(row))).toBe(-1);
});

it("gives a repeated key a row of its own and points to it only when told", () => {
  const index = keyIndex();
  index.add(keyBytes([keyOf(1)]), () => false);
  expect(index.add(keyBytes([keyOf(1), keyOf(2)]), () => false)).toBe(1);
  expect([index.rowOf(keyOf(1)), index.rowOf(keyOf(2))]).toEqual([0, 2]);
  index.add(keyBytes([keyOf(1)]), (row) => row === 0);
  expect(index.rowOf(keyOf(1))).toBe(3);
  expect([0, 1, 2, 3].map(index.isCurrent)).toEqual([false, false, true, true]);
  expect([index.rowCount, index.keyCount]).toEqual([4, 2]);
});

it("opens a partition of 200,000 rows", async () => {
  const folder = await temporaryFolder();
  for (const start of range(0, 4)) await fill(folder, range(start * 50_000, start * 50_000 + 50_000), 8);
  const started = performance.now();
  const partition = await (await openStore(folder)).partition("fingerprint", "model");
  process.stdout.write(`    opened 200,000 rows in ${(performance.now() - started).toFixed(0)} ms\n`);
  expect(partition.rowCount).toBe(200_000);
});
