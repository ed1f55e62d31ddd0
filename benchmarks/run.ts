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
const asked = process.argv.slice(2).filter((argument) => !argument.startsWith("-"));
const unknown = asked.find((name) => !(name in suites));
if (unknown !== undefined) {
  console.error(`No suite "${unknown}"; there is ${Object.keys(suites).join(", ")}.`);
  process.exit(2);
}
for (const name of asked.length > 0 ? asked : Object.keys(suites)) {
  console.log(`\n${name}`);
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
