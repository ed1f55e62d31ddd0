import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import Table from "cli-table3";
import type { Timing } from "./in-turn.ts";

/** Longer runs with flags of their own. */
const commands: Readonly<Record<string, (args: readonly string[]) => Promise<void>>> = {
  "kernels-file": async (args) => (await import("./kernels-file.ts")).kernelsFile(args),
  miniature: async (args) => (await import("./miniature/miniature.ts")).miniature(args),
  scale: async (args) => (await import("./scale/scale.ts")).scale(args),
  throughput: async (args) => (await import("./throughput/throughput.ts")).throughput(args),
};
const [command = "", ...commandArguments] = process.argv.slice(2);
if (commands[command]) {
  await commands[command](commandArguments);
  process.exit();
}

const suites: Readonly<Record<string, () => Promise<Readonly<Record<string, readonly Timing[]>>>>> = {
  kernels: async () => (await import("./kernels.bench.ts")).kernelsSuite(),
  "cold-start": async () => (await import("./cold-start.bench.ts")).coldStartSuite(),
};

if (process.argv[2] === "peers") {
  const { runPeers } = await import("./peers.ts");
  await runPeers(process.argv.slice(3));
  process.exit();
}
const names = [...Object.keys(suites), "criterion"];
const asked = process.argv.slice(2).filter((argument) => !argument.startsWith("-"));
const unknown = asked.find((name) => !names.includes(name));
if (unknown !== undefined) {
  console.error(`No suite "${unknown}"; there is ${names.join(", ")}.`);
  process.exit(2);
}
for (const name of asked.length > 0 ? asked : names) {
  console.log(`\n${name}`);
  if (name === "criterion") {
    runCriterion();
    continue;
  }
  const table = new Table({
    head: ["work", "candidate", "median, ms", "× the first"],
    style: { head: [], border: [] },
  });
  for (const [work, timings] of Object.entries((await suites[name]?.()) ?? {})) {
    timings.forEach((timing, row) =>
      table.push([row === 0 ? work : "", timing.name, timing.median.toFixed(2), timing.ratio.toFixed(2)]),
    );
  }
  console.log(table.toString());
}

/** The Rust suite, on one thread; says so where cargo is not installed. */
function runCriterion(): void {
  const script = fileURLToPath(new URL("../native/scripts/cargo.mjs", import.meta.url));
  const args = [script, "bench", "--quiet", "-p", "mieb-benchmarks", "--locked"];
  const env = { ...process.env, RAYON_NUM_THREADS: "1" };
  const { status } = spawnSync(process.execPath, args, { stdio: "inherit", env });
  if (status !== 0) process.exitCode = 1;
}
