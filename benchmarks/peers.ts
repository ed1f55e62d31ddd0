import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { type Candidates, type RunTime, startCandidates } from "./peers-child.ts";
import { type MachinePeak, machinePeak } from "./peers-machine.ts";

/** One operation on one number of threads. */
export interface PeerResult {
  readonly op: string;
  readonly params: Readonly<Record<string, unknown>>;
  readonly threads: number;
  /** Median seconds. */
  readonly ours: number;
  /** Median seconds of each peer. */
  readonly peers: Readonly<Record<string, number>>;
  /** How many times faster than each peer ours is. */
  readonly ratio: Readonly<Record<string, number>>;
  /** The same in processor time, which tells more where other programs share the machine. */
  readonly cpuRatio: Readonly<Record<string, number>>;
  /** Share of answers (indices, labels, predictions) equal to those of the peer that ran last, where there are any. */
  readonly equal?: number;
  /** What the machine could do with as many threads just before. */
  readonly machine?: MachinePeak;
}

/** What is compared. */
export interface PeersOptions {
  /** A Python that has the peers installed. */
  readonly python: string;
  /** Where the results are written. */
  readonly json?: string | undefined;
  readonly rounds: number;
  readonly threads: readonly number[];
  readonly op: readonly string[];
}

/**
 * Runs ours and each peer in turn on the same arrays. Each side is a process that lives through all rounds; the first
 * round is not counted.
 */
export async function runPeers({ python, json, rounds, ...asked }: PeersOptions): Promise<readonly PeerResult[]> {
  const results: PeerResult[] = [];
  for (const op of asked.op) {
    for (const threads of asked.threads) {
      const result = await compare({ op, threads, python, rounds });
      console.log(JSON.stringify(result));
      results.push(result);
    }
  }
  if (json) await writeFile(json, `${JSON.stringify(results, null, 2)}\n`);
  return results;
}

interface Comparison {
  readonly op: string;
  readonly threads: number;
  readonly python: string;
  readonly rounds: number;
}

async function compare({ op, threads, python, rounds }: Comparison): Promise<PeerResult> {
  const machine = await machinePeak(threads);
  const folder = await mkdtemp(join(tmpdir(), "mieb-peers-"));
  const script = (name: string): string => fileURLToPath(new URL(name, import.meta.url));
  const peers = await startCandidates(python, [script("peers.py"), op, folder, String(threads)], {});
  const node = ["--conditions=@mieb/source", script("peers-ours.ts"), op, folder];
  const ours = await startCandidates(process.execPath, node, ourThreads(threads));
  try {
    const { ours: own, ...others } = await medians([ours, peers], rounds);
    const over = (unit: keyof RunTime) => mapped(others, (time) => time[unit] / (own?.[unit] ?? NaN));
    const equal = await equalShare(folder);
    return {
      op,
      params: { ...peers.params, ...ours.params },
      threads,
      ours: own?.seconds ?? NaN,
      peers: mapped(others, ({ seconds }) => seconds),
      ratio: over("seconds"),
      cpuRatio: over("cpu"),
      ...(equal !== undefined && { equal }),
      ...(machine && { machine }),
    };
  } finally {
    await Promise.all([ours.close(), peers.close()]);
    await rm(folder, { recursive: true });
  }
}

/** Our threads: of the kernels, of libuv (decoding) and of one image in libvips. */
function ourThreads(threads: number): Readonly<Record<string, string>> {
  return { RAYON_NUM_THREADS: String(threads), UV_THREADPOOL_SIZE: String(threads), VIPS_CONCURRENCY: "1" };
}

type ByName<Value> = Readonly<Record<string, Value>>;

function mapped<From, To>(values: ByName<From>, change: (value: From) => To): ByName<To> {
  return Object.fromEntries(Object.entries(values).map(([name, value]) => [name, change(value)]));
}

async function medians(sides: readonly Candidates[], rounds: number): Promise<ByName<RunTime>> {
  const times: Record<string, RunTime[]> = {};
  for (let round = 0; round <= rounds; round++) {
    for (const side of sides) {
      for (const name of side.names) {
        const time = await side.time(name);
        if (round > 0) (times[name] ??= []).push(time);
      }
    }
  }
  return mapped(times, (runs) => ({
    seconds: median(runs.map(({ seconds }) => seconds)),
    cpu: median(runs.map(({ cpu }) => cpu)),
  }));
}

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? NaN;
}

/** Compares the answers both sides left, if they did. */
async function equalShare(folder: string): Promise<number | undefined> {
  const answers = await Promise.all(
    ["ours", "peer"].map(async (side) => readFile(join(folder, `${side}.i32`)).catch(() => undefined)),
  );
  const [ours, peer] = answers.map(
    (bytes) => bytes && new Int32Array(bytes.buffer, bytes.byteOffset, bytes.length / 4),
  );
  if (!ours || !peer) return undefined;
  return ours.filter((value, i) => value === peer[i]).length / Math.max(ours.length, peer.length);
}
