import { open, readFile } from "node:fs/promises";
import { basename, dirname } from "node:path";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { collectEmbeddings, type Embeddings } from "@mieb/core";
import { openEmbeddingStore } from "../../src/store/open-embedding-store.ts";
import { embeddingsOf, keyOf, range } from "./numbered-rows.ts";
import { fill, hashOf, openStore, partitionFiles, readNumbers, temporaryFolder } from "./support.ts";

describe("openEmbeddingStore", () => {
  it("gives back what was appended, before and after it was reopened, in the order asked for", async () => {
    const folder = await temporaryFolder();
    const order = [7, 0, 99, 7, 31, 32];
    const store = await openStore(folder);
    const partition = await store.partition("fingerprint", "model");
    expect([partition.rowCount, partition.dimension]).toEqual([0, null]);
    for (const start of [0, 32, 64]) {
      const numbers = range(start, Math.min(start + 36, 100));
      await partition.append(numbers.map(keyOf), embeddingsOf(numbers, 8));
    }
    expect([partition.rowCount, partition.dimension]).toEqual([100, 8]);
    expect(await readNumbers(partition, order)).toEqual(embeddingsOf(order, 8));
    await store[Symbol.asyncDispose]();

    const again = await (await openStore(folder)).partition("fingerprint", "model");
    expect([again.rowCount, again.dimension]).toEqual([100, 8]);
    expect(await readNumbers(again, order)).toEqual(embeddingsOf(order, 8));
    expect(await again.source(order.map(keyOf)).rows([2, 2, 0])).toEqual(embeddingsOf([99, 99, 7], 8));
  });

  it("does not mix up rows of two segments that alternate in the result", async () => {
    const folder = await temporaryFolder();
    await fill(folder, [1, 9, 3]);
    await fill(folder, [0, 2]);
    const partition = await (await openStore(folder)).partition("fingerprint", "model");
    expect(await readNumbers(partition, [0, 1, 2, 3])).toEqual(embeddingsOf([0, 1, 2, 3], 4));
  });

  it("tells which keys are missing, and keeps partitions apart", async () => {
    const folder = await temporaryFolder();
    await fill(folder, [1, 2]);
    const store = await openStore(folder);
    const partition = await store.partition("fingerprint", "model");
    expect(await partition.missing([3, 1, 4].map(keyOf))).toEqual([keyOf(3), keyOf(4)]);
    expect([partition.has(keyOf(1)), partition.has(keyOf(3))]).toEqual([true, false]);
    expect(() => partition.source([keyOf(3)])).toThrow(/no vector of model/);
    expect((await store.partition("another", "model")).has(keyOf(1))).toBe(false);
  });

  it("keeps the first vectors of a key", async () => {
    const folder = await temporaryFolder();
    await fill(folder, [1]);
    const partition = await (await openStore(folder)).partition("fingerprint", "model");
    const { values } = embeddingsOf([11, 12, 13], 4);
    await partition.append([1, 2, 2].map(keyOf), { values, rowCount: 3, dimension: 4 });
    expect(partition.rowCount).toBe(2);
    expect(await readNumbers(partition, [1])).toEqual(embeddingsOf([1], 4));
    expect(await readNumbers(partition, [2])).toEqual(embeddingsOf([12], 4));
  });

  it("reads in chunks of at most maxMemory", async () => {
    const folder = await temporaryFolder();
    await fill(folder, range(0, 100), 16);
    const partition = await (await openStore(folder, { maxMemory: 10 * 16 * 4 })).partition("fingerprint", "model");
    const sizes: number[] = [];
    for await (const chunk of partition.source(range(0, 95).map(keyOf)).chunks()) sizes.push(chunk.rowCount);
    expect(sizes).toEqual([10, 10, 10, 10, 10, 10, 10, 10, 10, 5]);
  });

  it("takes concurrent appends, and reads while a journal becomes a segment", async () => {
    const folder = await temporaryFolder();
    const partition = await (await openStore(folder)).partition("fingerprint", "model");
    const dimension = 2 ** 16;
    const batches = range(0, 6).map((batch) => range(batch * 50, batch * 50 + 50));
    const reads: Promise<Embeddings>[] = [];
    await Promise.all(
      batches.map(async (numbers) => {
        await partition.append(numbers.map(keyOf), embeddingsOf(numbers, dimension));
        reads.push(readNumbers(partition, [numbers[0]!, numbers[49]!]));
      }),
    );
    expect((await partitionFiles(folder, ".arrow")).length).toBe(1);
    for (const [index, read] of (await Promise.all(reads)).entries()) {
      expect(read.values[dimension]).toBe(batches[index]![49]);
    }
    expect(await readNumbers(partition, [0, 299])).toEqual(embeddingsOf([0, 299], dimension));
  });

  it("keeps several vectors a row, none included", async () => {
    const folder = await temporaryFolder();
    const rows = { ...embeddingsOf(range(0, 6), 4), rowCount: 4, rowOffsets: Uint32Array.of(0, 2, 2, 5, 6) };
    const store = await openStore(folder);
    const partition = await store.partition("fingerprint", "model");
    await partition.append([0, 1, 2, 3].map(keyOf), rows);
    await partition.append([4].map(keyOf), {
      ...embeddingsOf([9, 8], 4),
      rowCount: 1,
      rowOffsets: Uint32Array.of(0, 2),
    });
    const expected = { ...embeddingsOf([9, 8, 5, 2, 3, 4], 4), rowCount: 4, rowOffsets: Uint32Array.of(0, 2, 3, 3, 6) };
    expect(await readNumbers(partition, [4, 3, 1, 2])).toEqual(expected);
    await store[Symbol.asyncDispose]();
    const again = await (await openStore(folder, { maxMemory: 33 })).partition("fingerprint", "model");
    expect(await readNumbers(again, [4, 3, 1, 2])).toEqual(expected);
  });

  it("keeps NaN, infinities, signed zeros and subnormals bit for bit", async () => {
    const folder = await temporaryFolder();
    const bits = Uint32Array.of(0x7fc00001, 0xffc12345, 0x7f800000, 0xff800000, 0x80000000, 0x00000001, 0x7fffffff, 0);
    const store = await openStore(folder);
    const values = new Float32Array(bits.buffer.slice(0));
    await (
      await store.partition("fingerprint", "model")
    ).append([keyOf(0), keyOf(1)], { values, rowCount: 2, dimension: 4 });
    await store[Symbol.asyncDispose]();
    const partition = await (await openStore(folder)).partition("fingerprint", "model");
    const read = await readNumbers(partition, [0, 1]);
    expect(new Uint32Array(read.values.buffer)).toEqual(bits);
  });

  it("refuses another dimension and a block that does not fit its keys", async () => {
    const folder = await temporaryFolder();
    await fill(folder, [1]);
    const partition = await (await openStore(folder)).partition("fingerprint", "model");
    await expect(partition.append([keyOf(2)], embeddingsOf([2], 5))).rejects.toMatchObject({
      code: "MODEL_INVALID_OUTPUT",
      message: "The embedding store holds vectors of dimension 4 for model; the encoder returned dimension 5.",
    });
    await expect(partition.append([keyOf(2)], embeddingsOf([2, 3], 4))).rejects.toMatchObject({
      code: "MODEL_INVALID_OUTPUT",
    });
    await expect(partition.append(["short"], embeddingsOf([2], 4))).rejects.toThrow(
      /64 hexadecimal digits; got "short"/,
    );
    expect(partition.rowCount).toBe(1);
  });

  it("holds what a Map would hold, whatever is appended and however often it is reopened", async () => {
    const step = fc.oneof(
      { weight: 6, arbitrary: fc.array(fc.integer({ min: 0, max: 60 }), { maxLength: 20 }) },
      { weight: 1, arbitrary: fc.constant("reopen" as const) },
    );
    const body = fc.asyncProperty(
      fc.array(step, { maxLength: 20 }),
      fc.integer({ min: 1, max: 200 }),
      async (steps, maxMemory) => {
        const folder = await temporaryFolder();
        const expected = new Map<number, number>();
        let store = await openEmbeddingStore(folder, { maxMemory });
        for (const [time, numbers] of steps.entries()) {
          if (numbers === "reopen") {
            await store[Symbol.asyncDispose]();
            store = await openEmbeddingStore(folder, { maxMemory });
            continue;
          }
          const marks = numbers.map((n, row) => n * 10_000 + time * 100 + row);
          for (const [row, n] of numbers.entries()) if (!expected.has(n)) expected.set(n, marks[row]!);
          await (await store.partition("fingerprint", "model")).append(numbers.map(keyOf), embeddingsOf(marks, 3));
        }
        const partition = await store.partition("fingerprint", "model");
        expect(partition.rowCount).toBe(expected.size);
        const byNumber = [...expected].toSorted(([a], [b]) => a - b);
        const read = await readNumbers(
          partition,
          byNumber.map(([n]) => n),
        );
        expect(Array.from(read.values)).toEqual(
          Array.from(
            embeddingsOf(
              byNumber.map(([, mark]) => mark),
              3,
            ).values,
          ),
        );
        await store[Symbol.asyncDispose]();
      },
    );
    await fc.assert(body, { numRuns: 40 });
  });
});

describe("info, prune", () => {
  it("describes partitions", async () => {
    const folder = await temporaryFolder();
    await fill(folder, range(0, 10));
    const store = await openStore(folder);
    const info = await store.info();
    const [segment = ""] = await partitionFiles(folder, ".arrow");
    const bytes = (await readFile(segment)).length + (await readFile(`${dirname(segment)}/partition.json`)).length;
    const lastUsed = expect.any(Date) as Date;
    const partition = { fingerprint: "fingerprint", model: "model", rows: 10, dimension: 4, bytes, lastUsed };
    expect(info).toEqual({ folder: `${folder}/embeddings`, bytes, partitions: [partition] });
    expect(Date.now() - info.partitions[0]!.lastUsed.getTime()).toBeLessThan(60_000);
  });

  it("counts rows that are still in a journal", async () => {
    const store = await openStore(await temporaryFolder());
    await (await store.partition("fingerprint", "model")).append([keyOf(1)], embeddingsOf([1], 4));
    expect((await store.info()).partitions[0]).toMatchObject({ rows: 1, dimension: 4 });
  });

  it("prunes what was not used since a date, and never what is open", async () => {
    const folder = await temporaryFolder();
    await fill(folder, [1]);
    const user = await openStore(folder);
    const partition = await user.partition("fingerprint", "model");
    const pruner = await openStore(folder);
    expect(await pruner.prune()).toBe(0);
    expect(await readNumbers(partition, [1])).toEqual(embeddingsOf([1], 4));
    await user[Symbol.asyncDispose]();
    expect(await pruner.prune({ olderThan: new Date(Date.now() - 60_000) })).toBe(0);
    const { bytes } = await pruner.info();
    expect(await pruner.prune()).toBe(bytes);
    expect(await pruner.info()).toEqual({ folder: `${folder}/embeddings`, bytes: 0, partitions: [] });
  });
});

describe("a full disk", () => {
  it("is a coded error that leaves the store as it was", async () => {
    const folder = await temporaryFolder();
    const store = await openStore(folder);
    const partition = await store.partition("fingerprint", "model");
    await partition.append([keyOf(1)], embeddingsOf([1], 64));
    await failNextWriteHalfway(folder, async () => {
      await expect(partition.append([keyOf(2)], embeddingsOf([2], 64))).rejects.toMatchObject({
        code: "ENVIRONMENT_DISK_FULL",
        message: expect.stringContaining(`No space left for the embedding store in ${folder}`),
      });
    });
    expect([partition.has(keyOf(1)), partition.has(keyOf(2))]).toEqual([true, false]);
    await partition.append([keyOf(3)], embeddingsOf([3], 64));
    await store[Symbol.asyncDispose]();
    const again = await (await openStore(folder)).partition("fingerprint", "model");
    expect(again.rowCount).toBe(2);
    expect(await readNumbers(again, [3, 1])).toEqual(embeddingsOf([3, 1], 64));
  });
});

describe("partition folders", () => {
  it("are named by a hash, so that a fingerprint may be any text", async () => {
    const folder = await temporaryFolder();
    await using store = await openEmbeddingStore(folder);
    const partition = await store.partition("../a fingerprint/with: signs", "model");
    await partition.append([keyOf(1)], embeddingsOf([1], 4));
    const [manifest = ""] = await partitionFiles(folder, "partition.json");
    expect(basename(dirname(manifest))).toBe(hashOf("../a fingerprint/with: signs").slice(0, 32));
    expect(await collectEmbeddings(partition.source([keyOf(1)]))).toEqual(embeddingsOf([1], 4));
  });
});

type Write = (this: unknown, bytes: Uint8Array, offset: number, length: number, position: number) => Promise<unknown>;

/** Makes the next write to any file put half of its bytes on disk and then fail as on a full disk. */
async function failNextWriteHalfway(folder: string, work: () => Promise<void>): Promise<void> {
  const probe = await open(`${folder}/probe`, "w");
  const prototype = Object.getPrototypeOf(probe) as { write: Write };
  await probe.close();
  const { write } = prototype;
  prototype.write = async function failing(bytes, offset, length, position) {
    prototype.write = write;
    await write.call(this, bytes, offset, length >> 1, position);
    throw Object.assign(new Error("ENOSPC: no space left on device, write"), { code: "ENOSPC" });
  };
  try {
    await work();
  } finally {
    prototype.write = write;
  }
}
