import { installed } from "../../installed.ts";
import { findAll } from "../../selection/find-all.ts";
import { printJson, printListing } from "./print-listing.ts";
import { warnOfFaults } from "./warn-of-faults.ts";

/** Lists benchmarks with how many of their tasks are installed. */
export function availableBenchmarks(flags: {
  readonly benchmarks?: string[] | undefined;
  readonly json?: true | undefined;
}): number {
  const { registry, faults } = installed();
  warnOfFaults(faults);
  const catalogue = registry.benchmarks;
  const wanted = flags.benchmarks
    ? findAll({ kind: "benchmark", catalogue, faults }, flags.benchmarks)
    : catalogue.entries;
  const benchmarks = wanted.map((benchmark) => ({
    ...benchmark,
    installedTasks: benchmark.tasks.filter((task) => registry.tasks.find(task)),
    plugin: catalogue.ownerOf(benchmark.name) ?? null,
  }));
  if (flags.json) printJson(benchmarks);
  else {
    const rows = benchmarks.map(({ name, tasks, installedTasks, plugin, description }) => [
      name,
      `${installedTasks.length} of ${tasks.length}`,
      plugin ?? "",
      description,
    ]);
    printListing({ header: ["benchmark", "tasks installed", "plugin", "description"], rows, noun: "benchmark" });
  }
  return 0;
}
