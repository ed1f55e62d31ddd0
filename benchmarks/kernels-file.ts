import { mkdtemp, open, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { createKernels, type Kernels, type TopK } from "@mieb/kernels";
import { inTurn } from "./in-turn.ts";

const dimension = 512;

/**
 * Searches documents that stay in their file, then the same in memory: `bench kernels-file [--documents 1000000]`.
 * Prints the greatest anonymous memory of the process before the documents are loaded, and the speeds in turn.
 */
export async function kernelsFile(args: readonly string[]): Promise<void> {
  const { values } = parseArgs({
    args: [...args],
    options: { documents: { type: "string", default: "1000000" }, rounds: { type: "string", default: "5" } },
  });
  const rowCount = Number(values.documents);
  const folder = await mkdtemp(join(tmpdir(), "mieb-file-search-"));
  const path = join(folder, "rows.f32");
  try {
    await writeRows(path, rowCount);
    const kernels = createKernels();
    const fromFile = searchOf(kernels, (search) => search.addFile({ path, byteOffset: 0, rowCount }));
    const counts = [1, 20, 200];
    const peaks: number[] = [];
    for (const count of counts) {
      await fromFile(queriesOf(count));
      peaks.push(await anonymousMegabytes());
    }
    console.log(`${rowCount} × ${dimension} from the file: anonymous memory up to ${Math.max(...peaks)} MB`);
    const documents = new Float32Array(rowCount * dimension);
    await readRows(path, documents);
    const fromMemory = searchOf(kernels, (search) => search.add(documents));
    for (const count of counts) {
      const queries = queriesOf(count);
      const [memory, file] = await inTurn(
        { memory: () => fromMemory(queries), file: () => fromFile(queries) },
        Number(values.rounds),
      );
      const share = (100 * (file?.ratio ?? 0)).toFixed(0);
      console.log(
        `${count} queries: ${memory?.median.toFixed(0)} ms in memory; from the file ${share} % of that speed`,
      );
    }
  } finally {
    await rm(folder, { recursive: true });
  }
}

type Adding = (search: ReturnType<Kernels["startSearch"]>) => Promise<void>;

function searchOf(kernels: Kernels, add: Adding): (queries: Float32Array) => Promise<TopK> {
  return async (queries) => {
    const search = kernels.startSearch({ queries, dimension, k: 10 });
    await add(search);
    return search.finish();
  };
}

function queriesOf(count: number): Float32Array {
  return Float32Array.from({ length: count * dimension }, () => Math.random() - 0.5);
}

/** Rows of one random block, shifted from block to block. */
async function writeRows(path: string, rowCount: number): Promise<void> {
  const block = queriesOf(10_000);
  const handle = await open(path, "w");
  for (let row = 0; row < rowCount; row += 10_000) {
    block.copyWithin(1, 0);
    const length = Math.min(10_000, rowCount - row) * dimension;
    await handle.write(new Uint8Array(block.buffer, 0, 4 * length));
  }
  await handle.close();
}

async function readRows(path: string, into: Float32Array): Promise<void> {
  const handle = await open(path);
  const step = 2 ** 28;
  for (let at = 0; at < into.byteLength; at += step) {
    const length = Math.min(step, into.byteLength - at);
    await handle.read(new Uint8Array(into.buffer, at, length), 0, length, at);
  }
  await handle.close();
}

/** Of this process, on Linux. */
async function anonymousMegabytes(): Promise<number> {
  const status = await readFile("/proc/self/status", "utf8");
  return Math.round(Number(/RssAnon:\s+(\d+)/.exec(status)?.[1] ?? Number.NaN) / 1024);
}
