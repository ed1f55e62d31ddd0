import { tableFromArrays, type RecordBatch } from "apache-arrow";
import { expect, it } from "vitest";
import { fileCaches } from "../src/file-caches.ts";

const MiB = 2 ** 20;

it("keeps 16 MiB of each kind for all files of a model, and the last part read whatever its size", () => {
  const { blocks, batches } = fileCaches();
  blocks.set("first", Promise.resolve([]), 10 * MiB);
  blocks.set("second", Promise.resolve([]), 10 * MiB);
  expect([blocks.get("first") !== undefined, blocks.get("second") !== undefined]).toEqual([false, true]);
  blocks.set("large", Promise.resolve([]), 100 * MiB);
  expect(blocks.get("large")).toBeDefined();
  const batch = tableFromArrays({ key: ["a"] }).batches[0] as RecordBatch;
  batches.set("first", batch, { size: 10 * MiB });
  batches.set("second", batch, { size: 10 * MiB });
  expect([...batches.keys()]).toEqual(["second"]);
});
