import { copyFile, readFile, rename, rm, utimes, writeFile } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import { describe, expect, it } from "vitest";
import { embeddingsOf, keyOf, range } from "./numbered-rows.ts";
import { asLeftover, fill, openStore, partitionFiles, readNumbers, temporaryFolder } from "./support.ts";

describe("a damaged segment", () => {
  it("is found by verify wherever a byte is flipped", async () => {
    const folder = await temporaryFolder();
    await fill(folder, range(0, 9), 128);
    const [segment = ""] = await partitionFiles(folder, ".arrow");
    const intact = await readFile(segment);
    const store = await openStore(folder);
    const unnoticed: number[] = [];
    for (let position = 0; position < intact.length; position += 13) {
      await writeFile(segment, flipped(intact, position));
      if ((await store.verify()).length !== 1) unnoticed.push(position);
    }
    expect(unnoticed).toEqual([]);
    await writeFile(segment, intact);
    expect(await store.verify()).toEqual([]);
  });

  it("never yields a wrong vector, wherever a byte is flipped before the partition is opened", async () => {
    const folder = await temporaryFolder();
    const numbers = range(0, 9);
    await fill(folder, numbers, 128);
    const [segment = ""] = await partitionFiles(folder, ".arrow");
    const intact = await readFile(segment);
    for (let position = 0; position < intact.length; position += 29) {
      await writeFile(segment, flipped(intact, position));
      await using store = await openStore(folder);
      const partition = await store.partition("fingerprint", "model");
      expect(await partition.missing(numbers.map(keyOf))).toEqual(numbers.map(keyOf));
    }
  });

  it("is set aside with a warning, and its rows are written anew", async () => {
    const folder = await temporaryFolder();
    await fill(folder, range(0, 10), 512);
    await fill(folder, range(10, 20), 512);
    const [segment = "", other = ""] = await partitionFiles(folder, ".arrow");
    const bytes = await readFile(segment);
    await writeFile(segment, flipped(bytes, 9000));
    const store = await openStore(folder);
    const partition = await store.partition("fingerprint", "model");
    expect(partition.rowCount).toBe(20);
    expect(await partition.missing(range(0, 20).map(keyOf))).toHaveLength(10);
    expect(partition.rowCount).toBe(10);
    expect(store.warnings).toEqual([
      `${segment}: its bytes do not match its checksum. It was set aside as ${segment}.damaged; its rows are encoded again.`,
    ]);
    expect(await partitionFiles(folder, ".arrow")).toEqual([other]);

    await partition.append(range(0, 20).map(keyOf), embeddingsOf(range(0, 20), 512));
    expect(partition.rowCount).toBe(20);
    expect(await readNumbers(partition, range(0, 20))).toEqual(embeddingsOf(range(0, 20), 512));
    await store[Symbol.asyncDispose]();
    const again = await openStore(folder);
    expect((await again.partition("fingerprint", "model")).rowCount).toBe(20);
    expect(await again.prune({ olderThan: new Date(0) })).toBe(bytes.length);
    expect(await partitionFiles(folder, ".damaged")).toEqual([]);
  });

  it("is an error that says what to do when it is found only while reading", async () => {
    const folder = await temporaryFolder();
    await fill(folder, range(0, 10), 512);
    const [segment = ""] = await partitionFiles(folder, ".arrow");
    await writeFile(segment, flipped(await readFile(segment), 9000));
    const partition = await (await openStore(folder)).partition("fingerprint", "model");
    const source = partition.source([keyOf(3)]);
    const expected = {
      code: "STORE_CORRUPT_SEGMENT",
      hint: expect.stringContaining("Run the same command again") as string,
    };
    await expect(source.rows([0])).rejects.toMatchObject(expected);
    await expect(source.rows([0])).rejects.toMatchObject(expected);
    expect(partition.has(keyOf(3))).toBe(false);
  });

  it("is the same error when another process set it aside between two reads", async () => {
    const folder = await temporaryFolder();
    await fill(folder, [1]);
    const [segment = ""] = await partitionFiles(folder, ".arrow");
    const partition = await (await openStore(folder)).partition("fingerprint", "model");
    const source = partition.source([keyOf(1)]);
    expect(await source.rows([0])).toEqual(embeddingsOf([1], 4));
    await rename(segment, `${segment}.damaged`);
    const message = `${segment}: the segment is damaged or gone, and rows of it are needed.`;
    await expect(source.rows([0])).rejects.toMatchObject({ code: "STORE_CORRUPT_SEGMENT", message });
  });

  it("loses its rows in an open partition when verify finds it", async () => {
    const folder = await temporaryFolder();
    await fill(folder, range(0, 10), 512);
    const [segment = ""] = await partitionFiles(folder, ".arrow");
    const store = await openStore(folder);
    const partition = await store.partition("fingerprint", "model");
    await writeFile(segment, flipped(await readFile(segment), 9000));
    const reason = `${segment}: its bytes do not match its checksum.`;
    expect(await store.verify()).toEqual([{ file: segment, reason, rows: 10 }]);
    expect(partition.rowCount).toBe(0);
  });

  it.each([
    ["nothing", ""],
    ["a beginning", "ARROW1"],
    ["something else", "no segment at all".repeat(100)],
  ])("never breaks opening, also when it holds %s", async (_, content) => {
    const folder = await temporaryFolder();
    await fill(folder, [1]);
    const [segment = ""] = await partitionFiles(folder, ".arrow");
    await writeFile(join(dirname(segment), "5bce98f7-1-00000000.0.0000000000000000.arrow"), content);
    const store = await openStore(folder);
    expect((await store.partition("fingerprint", "model")).rowCount).toBe(1);
    expect(store.warnings).toHaveLength(1);
    expect(await partitionFiles(folder, ".damaged")).toHaveLength(1);
  });
});

describe("the journal of a process that ended", () => {
  const batches = [range(0, 3), range(3, 4), range(4, 9)];

  it("gives all whole batches, wherever it was cut", async () => {
    const journal = await journalOf(batches);
    const ends = recordEnds(journal.bytes);
    expect(ends).toHaveLength(batches.length);
    for (let length = 0; length <= journal.bytes.length; length += 11) {
      const folder = await placed(journal.name, journal.bytes.subarray(0, length));
      await using store = await openStore(folder);
      const whole = batches.filter((_, index) => ends[index]! <= length).flat();
      const partition = await store.partition("fingerprint", "model");
      expect(partition.rowCount).toBe(whole.length);
      expect((await readNumbers(partition, whole)).values).toEqual(embeddingsOf(whole, 4).values);
      await rm(folder, { recursive: true });
    }
  });

  it("never gives a wrong vector, wherever a byte is flipped", async () => {
    const journal = await journalOf(batches);
    for (let position = 0; position < journal.bytes.length; position += 11) {
      const folder = await placed(journal.name, flipped(journal.bytes, position));
      await using store = await openStore(folder);
      const partition = await store.partition("fingerprint", "model");
      const present = batches.flat().filter((n) => partition.has(keyOf(n)));
      expect(present.length).toBeLessThan(9);
      expect((await readNumbers(partition, present)).values).toEqual(embeddingsOf(present, 4).values);
      await rm(folder, { recursive: true });
    }
  });

  it("becomes a segment", async () => {
    const journal = await journalOf(batches);
    const folder = await placed(journal.name, journal.bytes);
    await (await openStore(folder)).partition("fingerprint", "model");
    expect(await partitionFiles(folder, ".journal")).toEqual([]);
    expect(await partitionFiles(folder, ".arrow")).toHaveLength(1);
  });

  it("is read where it lies when its process belongs to another machine and may still run", async () => {
    const journal = await journalOf(batches);
    const name = journal.name.replace(/^.{8}/, "00000000");
    const folder = await placed(name, journal.bytes);
    const partition = await (await openStore(folder)).partition("fingerprint", "model");
    expect(await readNumbers(partition, range(0, 9))).toEqual(embeddingsOf(range(0, 9), 4));
    const [path = ""] = await partitionFiles(folder, ".journal");
    expect(basename(path)).toBe(name);
    const longAgo = new Date(Date.now() - 25 * 3600 * 1000);
    await utimes(path, longAgo, longAgo);
    await (await openStore(folder)).partition("fingerprint", "model");
    expect(await partitionFiles(folder, ".journal")).toEqual([]);
  });
});

describe("what a crash leaves behind", () => {
  it("goes when the partition is opened; what a running process writes stays", async () => {
    const folder = await temporaryFolder();
    await fill(folder, [1]);
    const [segment = ""] = await partitionFiles(folder, ".arrow");
    const running = join(dirname(segment), `${basename(segment).split(".")[0]}.7.tmp`);
    const leftover = join(dirname(segment), asLeftover(basename(running)));
    await copyFile(segment, running);
    await copyFile(segment, leftover);
    await copyFile(segment, leftover.replace(/7\.tmp$/, "open"));
    await (await openStore(folder)).partition("fingerprint", "model");
    expect(await partitionFiles(folder, ".tmp")).toEqual([running]);
    expect(await partitionFiles(folder, ".open")).toHaveLength(1);
  });

  it("includes a manifest that cannot be read", async () => {
    const folder = await temporaryFolder();
    await fill(folder, [1]);
    const [manifest = ""] = await partitionFiles(folder, "partition.json");
    await writeFile(manifest, '{"version": 1, "dime');
    const partition = await (await openStore(folder)).partition("fingerprint", "model");
    await expect(partition.append([keyOf(2)], embeddingsOf([2], 3))).rejects.toMatchObject({
      code: "MODEL_INVALID_OUTPUT",
    });
    await partition.append([keyOf(2)], embeddingsOf([2], 4));
    expect(await readNumbers(partition, [1, 2])).toEqual(embeddingsOf([1, 2], 4));
    expect(JSON.parse(await readFile(manifest, "utf8"))).toMatchObject({ label: "model", dimension: 4 });
  });
});

function flipped(bytes: Uint8Array, position: number): Uint8Array {
  const copy = Uint8Array.from(bytes);
  copy[position] = copy[position]! ^ 0x10;
  return copy;
}

/** The journal of these batches, named as if its process had ended. */
async function journalOf(batches: readonly number[][]): Promise<{ name: string; bytes: Buffer }> {
  const folder = await temporaryFolder();
  await using store = await openStore(folder);
  const partition = await store.partition("fingerprint", "model");
  for (const numbers of batches) await partition.append(numbers.map(keyOf), embeddingsOf(numbers, 4));
  const [path = ""] = await partitionFiles(folder, ".journal");
  return { name: asLeftover(basename(path)), bytes: await readFile(path) };
}

/** A cache folder that holds one journal. */
async function placed(name: string, bytes: Uint8Array): Promise<string> {
  const folder = await temporaryFolder();
  await fill(folder, [0]);
  const [manifest = ""] = await partitionFiles(folder, "partition.json");
  for (const segment of await partitionFiles(folder, ".arrow")) await rm(segment);
  await writeFile(join(dirname(manifest), name), bytes);
  return folder;
}

/** Where records end: a header of eight words (rows at 1, vectors at 2, dimension at 3), keys, vectors. */
function recordEnds(bytes: Buffer): number[] {
  const ends: number[] = [];
  for (let at = 0; at < bytes.length;) {
    const [rows, vectors, dimension] = [1, 2, 3].map((word) => bytes.readUInt32LE(at + word * 4)) as [
      number,
      number,
      number,
    ];
    at += 32 + rows * 32 + vectors * dimension * 4;
    ends.push(at);
  }
  return ends;
}
