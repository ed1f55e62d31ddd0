import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import { expect, it } from "vitest";
import { embeddingsOf, keyOf, range } from "./numbered-rows.ts";
import { openStore, partitionFiles, readNumbers, temporaryFolder } from "./support.ts";

it("keeps everything whose append had resolved when its process is killed, wherever that happens", async () => {
  const folder = await temporaryFolder();
  const dimension = 8192;
  const total = 100_000;
  let durable = 0;
  for (const patience of [40, 150, 330]) {
    const child = appendInChild(folder, { start: durable, end: total, batch: 96, dimension });
    const end = await killAfter(child, durable, patience);
    expect(end, "the child was killed before it wrote, or after it had finished").toBeLessThan(total);
    expect(end).toBeGreaterThan(durable);
    durable = end;
    const store = await openStore(folder);
    const partition = await store.partition("fingerprint", "model");
    expect(await partition.missing(range(0, durable).map(keyOf))).toEqual([]);
    expect(partition.rowCount % 96).toBe(0);
    for (let start = 0; start < durable; start += 960) {
      const numbers = range(start, Math.min(start + 960, durable));
      const { values } = await readNumbers(partition, numbers);
      expect(
        Buffer.compare(new Uint8Array(values.buffer), new Uint8Array(embeddingsOf(numbers, dimension).values.buffer)),
      ).toBe(0);
    }
    expect(store.warnings).toEqual([]);
    await store[Symbol.asyncDispose]();
  }
  expect(await partitionFiles(folder, ".journal")).toEqual([]);
});

it("stays whole when two processes append overlapping keys at once", async () => {
  const folder = await temporaryFolder();
  const children = [
    appendInChild(folder, { start: 0, end: 700, batch: 7, dimension: 16 }),
    appendInChild(folder, { start: 300, end: 1000, batch: 5, dimension: 16 }),
  ];
  expect(await Promise.all(children.map(async (child) => (await once(child, "close"))[0] as number))).toEqual([0, 0]);
  const store = await openStore(folder);
  const partition = await store.partition("fingerprint", "model");
  expect(partition.rowCount).toBe(1000);
  expect(await readNumbers(partition, range(0, 1000))).toEqual(embeddingsOf(range(0, 1000), 16));
  expect(await store.verify()).toEqual([]);
  expect(store.warnings).toEqual([]);
});

it("reads what a running process has appended, also after that process sealed and closed it", async () => {
  const folder = await temporaryFolder();
  const writer = await openStore(folder);
  await (await writer.partition("fingerprint", "model")).append([1, 2].map(keyOf), embeddingsOf([1, 2], 4));
  const reader = await (await openStore(folder)).partition("fingerprint", "model");
  expect(await readNumbers(reader, [2, 1])).toEqual(embeddingsOf([2, 1], 4));
  expect(await partitionFiles(folder, ".journal")).toHaveLength(1);
  await writer[Symbol.asyncDispose]();
  expect(await partitionFiles(folder, ".journal")).toEqual([]);
  expect(await readNumbers(reader, [2, 1])).toEqual(embeddingsOf([2, 1], 4));
});

interface Appends {
  readonly start: number;
  readonly end: number;
  readonly batch: number;
  readonly dimension: number;
}

function appendInChild(folder: string, { start, end, batch, dimension }: Appends): ChildProcess {
  const script = fileURLToPath(new URL("append-child.ts", import.meta.url));
  const numbers = [start, end, batch, dimension].map(String);
  const flags = ["--conditions=@mieb/source", "--no-warnings"];
  return spawn(process.execPath, [...flags, script, folder, ...numbers], { stdio: ["ignore", "pipe", "inherit"] });
}

/** Kills a child so many milliseconds after its first append; returns the last end that it had reported. */
async function killAfter(child: ChildProcess, start: number, milliseconds: number): Promise<number> {
  let output = "";
  child.stdout?.on("data", (data: Buffer) => {
    if (output === "") setTimeout(() => child.kill("SIGKILL"), milliseconds);
    output += data.toString();
  });
  await once(child, "close");
  return Number(output.split("\n").slice(0, -1).at(-1) ?? start);
}
