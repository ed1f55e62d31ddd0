import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { startLoopbackHub } from "@mieb/testing";
import Table from "cli-table3";
import { measureProcess, type Measurement } from "./measured-process.ts";

const cli = fileURLToPath(new URL("../../packages/mieb/dist/bin.js", import.meta.url));
const driver = fileURLToPath(new URL("run_mteb.py", import.meta.url));
const benchmarks = ["MIEB(Multilingual)", "MIEB(Img)", "MIEB(eng)"];

/** What is measured. */
export interface MiniatureOptions {
  /** URL of a hub, or the folder of one to serve. */
  readonly hub: string;
  /** The Python with mteb, if it is to be measured too. */
  readonly python?: string | undefined;
  readonly model: string;
  readonly rounds: number;
}

/**
 * The whole benchmark on a small hub, as one process: cold (no downloads, no embeddings), scored again from the store,
 * and by the Python mteb on the same tasks in the same sitting, when its interpreter is given. All take turns for some
 * rounds; medians of the time and the highest peaks are printed.
 */
export async function miniature({ hub, python, model, ...options }: MiniatureOptions): Promise<void> {
  const served = /^https?:/.test(hub) ? undefined : await startLoopbackHub({ root: hub });
  const endpoint = served?.endpoint ?? hub;
  try {
    const rounds: Round[] = [];
    while (rounds.length < options.rounds) {
      rounds.push(await oneRound({ endpoint, model }, python));
    }
    print(rounds);
  } finally {
    await served?.close();
  }
}

interface Round {
  readonly taskCount: number;
  /** By what ran. */
  readonly runs: Readonly<Record<string, Measurement>>;
}

/** Everything once, in a folder of its own. */
async function oneRound(asked: Omit<Setting, "folder">, python: string | undefined): Promise<Round> {
  const folder = await mkdtemp(join(tmpdir(), "mieb-miniature-"));
  try {
    const setting = { ...asked, folder };
    const cold = await runMieb(setting, "cold");
    const warm = await runMieb(setting, "warm");
    const mteb = python && (await runMteb(python, setting, cold.tasks));
    return {
      taskCount: cold.tasks.length,
      runs: { ...(mteb && { mteb }), "mieb, cold": cold, "mieb, warm store": warm },
    };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

interface Setting {
  readonly folder: string;
  readonly endpoint: string;
  readonly model: string;
}

function environment({ folder, endpoint }: Setting, home: string): NodeJS.ProcessEnv {
  return {
    ...process.env,
    HF_ENDPOINT: endpoint,
    HF_HOME: join(folder, home),
    MIEB_CACHE: join(folder, "store"),
    NODE_OPTIONS: "",
  };
}

async function runMieb(setting: Setting, results: string): Promise<Measurement & { tasks: readonly string[] }> {
  const what = ["-m", setting.model, ...benchmarks.flatMap((name) => ["-b", name])];
  const output = ["--output-folder", join(setting.folder, results), "--progress", "none", "--json"];
  const env = environment(setting, "mieb-home");
  const measured = await measureProcess({ program: process.execPath, args: [cli, "run", ...what, ...output], env });
  const { models } = JSON.parse(measured.stdout) as { models: { results: { task_name: string }[] }[] };
  return { ...measured, tasks: models.flatMap(({ results: done }) => done.map((result) => result.task_name)) };
}

function runMteb(python: string, setting: Setting, tasks: readonly string[]): Promise<Measurement> {
  const args = [driver, join(setting.folder, "mteb"), setting.model, ...tasks];
  return measureProcess({ program: python, args, env: environment(setting, "mteb-home") });
}

function print(rounds: readonly Round[]): void {
  const { taskCount = 0, runs = {} } = rounds[0] ?? {};
  const table = new Table({
    head: [`${taskCount} tasks`, "s", "× mteb", "peak, MB", "of mteb's"],
    style: { head: [] },
  });
  const typical = (name: string): Measurement | undefined =>
    typicalOf(rounds.flatMap((round) => round.runs[name] ?? []));
  const mteb = typical("mteb");
  for (const name of Object.keys(runs)) {
    const { seconds = 0, peakBytes = null } = typical(name) ?? {};
    const share = mteb?.peakBytes && peakBytes ? (peakBytes / mteb.peakBytes).toFixed(2) : "";
    const peak = peakBytes === null ? "" : (peakBytes / 1e6).toFixed(0);
    table.push([name, seconds.toFixed(2), mteb ? (mteb.seconds / seconds).toFixed(1) : "", peak, share]);
  }
  console.log(table.toString());
}

/** The run of median time, with the highest peak of all. */
function typicalOf(runs: readonly Measurement[]): Measurement | undefined {
  const median = runs.toSorted((a, b) => a.seconds - b.seconds)[Math.floor(runs.length / 2)];
  const peaks = runs.flatMap(({ peakBytes }) => peakBytes ?? []);
  return median && { ...median, peakBytes: peaks.length === runs.length ? Math.max(...peaks) : null };
}
