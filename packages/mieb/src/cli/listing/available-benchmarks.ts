import type { Benchmark, Registry } from "@mieb/core";
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
    ...installedPart(benchmark, registry),
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

interface InstalledPart {
  readonly installedTasks: readonly string[];
  /** Installed tasks by type. */
  readonly types: Readonly<Record<string, number>>;
  /** Languages of the installed tasks, without script. */
  readonly languages: readonly string[];
}

function installedPart({ tasks }: Benchmark, registry: Registry): InstalledPart {
  const known = tasks.flatMap((name) => registry.tasks.find(name)?.metadata ?? []);
  const types = Object.entries(Object.groupBy(known, ({ type }) => type));
  const codes = known.flatMap(({ subsets }) => Object.values(subsets).flat());
  return {
    installedTasks: known.map(({ name }) => name),
    types: Object.fromEntries(types.map(([type, members]) => [type, members?.length ?? 0])),
    languages: [...new Set(codes.map((code) => code.split("-")[0] ?? code))].toSorted(),
  };
}
