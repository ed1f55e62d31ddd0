import { createHash } from "node:crypto";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { collectEmbeddings, type EmbeddingSource } from "@mieb/core";
import { createKernels, type Kernels, type TopK } from "@mieb/kernels";
import { openEmbeddingStore, type EmbeddingStore } from "@mieb/runner";
import { inTurn } from "./in-turn.ts";

const dimension = 512;
const batchRows = 10_000;

/** What is measured. */
export interface KernelsFileOptions {
  readonly documents: number;
  readonly rounds: number;
}

/**
 * Searches documents that stay in the segments of an embedding store, then the same in memory. Prints the greatest anonymous memory of the process before the documents are
 * loaded, and the speeds in turn.
 */
export async function kernelsFile({ documents: rowCount, rounds }: KernelsFileOptions): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), "mieb-file-search-"));
  try {
    await storeRows(folder, rowCount);
    await using store = await openEmbeddingStore(folder);
    const source = await storedRows(store, rowCount);
    const kernels = createKernels();
    const fromFile = searchOf(kernels, async (search) => {
      for await (const chunk of source.chunksInPlace?.() ?? []) {
        await ("path" in chunk ? search.addFile(chunk) : search.add(chunk.values));
      }
    });
    const counts = [1, 20, 200];
    const peaks: number[] = [];
    for (const count of counts) {
      await fromFile(queriesOf(count));
      peaks.push(await anonymousMegabytes());
    }
    console.log(`${rowCount} × ${dimension} from the store: anonymous memory up to ${Math.max(...peaks)} MB`);
    const { values: documents } = await collectEmbeddings(source);
    const fromMemory = searchOf(kernels, (search) => search.add(documents));
    for (const count of counts) {
      const queries = queriesOf(count);
      const [memory, file] = await inTurn({ memory: () => fromMemory(queries), file: () => fromFile(queries) }, rounds);
      const share = (100 * (file?.ratio ?? 0)).toFixed(0);
      console.log(
        `${count} queries: ${memory?.median.toFixed(0)} ms in memory; from the store ${share} % of that speed`,
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

/** Stores rows of one random block, shifted from batch to batch. */
async function storeRows(folder: string, rowCount: number): Promise<void> {
  await using store = await openEmbeddingStore(folder);
  const partition = await store.partition("kernels-file", "random rows");
  const block = queriesOf(batchRows);
  for (let row = 0; row < rowCount; row += batchRows) {
    block.copyWithin(1, 0);
    const count = Math.min(batchRows, rowCount - row);
    const keys = Array.from({ length: count }, (_, index) => keyOf(row + index));
    await partition.append(keys, { values: block.slice(0, count * dimension), rowCount: count, dimension });
  }
}

/** The stored rows in order. */
async function storedRows(store: EmbeddingStore, rowCount: number): Promise<EmbeddingSource> {
  return (await store.partition("kernels-file", "random rows")).source({ length: rowCount, at: keyOf });
}

function keyOf(row: number): string {
  return createHash("sha256").update(`row ${row}`).digest("hex");
}

/** Of this process, on Linux. */
async function anonymousMegabytes(): Promise<number> {
  const status = await readFile("/proc/self/status", "utf8");
  return Math.round(Number(/RssAnon:\s+(\d+)/.exec(status)?.[1] ?? Number.NaN) / 1024);
}
