import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import Table from "cli-table3";
import type { Timing } from "./in-turn.ts";

type Suite = () => Promise<Readonly<Record<string, readonly Timing[]>>>;

const suites: Readonly<Record<string, Suite>> = {
  kernels: async () => (await import("./kernels.bench.ts")).kernelsSuite(),
  "cold-start": async () => (await import("./cold-start.bench.ts")).coldStartSuite(),
};

/** The suites of tinybench, and Rust's own. */
export const suiteNames: readonly string[] = [...Object.keys(suites), "criterion"];

/** Runs suites one after the other and prints a table of each. */
export async function runSuites(names: readonly string[]): Promise<void> {
  for (const name of names) {
    console.log(`\n${name}`);
    const suite = suites[name];
    if (suite) console.log(tableOf(await suite()));
    else runCriterion();
  }
}

function tableOf(works: Awaited<ReturnType<Suite>>): string {
  const head = ["work", "candidate", "median, ms", "× the first"];
  const table = new Table({ head, style: { head: [], border: [] } });
  for (const [work, timings] of Object.entries(works)) {
    timings.forEach((timing, row) =>
      table.push([row === 0 ? work : "", timing.name, timing.median.toFixed(2), timing.ratio.toFixed(2)]),
    );
  }
  return table.toString();
}

/** The Rust suite, on one thread; says so where cargo is not installed. */
function runCriterion(): void {
  const script = fileURLToPath(new URL("../native/scripts/cargo.mjs", import.meta.url));
  const args = [script, "bench", "--quiet", "-p", "mieb-benchmarks", "--locked"];
  const env = { ...process.env, RAYON_NUM_THREADS: "1" };
  const { status } = spawnSync(process.execPath, args, { stdio: "inherit", env });
  if (status !== 0) process.exitCode = 1;
}
