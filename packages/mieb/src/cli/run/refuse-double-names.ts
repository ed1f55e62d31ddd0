import { MiebError } from "@mieb/core";
import type { PluginFault } from "@mieb/runner/discovery";

/**
 * A plugin that was left out only costs what it would have brought, but of two owners of a name it would be left to
 * chance which one is scored: that stops a run which asks for the name, and no other.
 * @param wanted names of the tasks, evaluators, benchmarks and models of the run
 * @throws MiebError `REGISTRY_DUPLICATE_NAME`
 */
export function refuseDoubleNames(faults: readonly PluginFault[], wanted: ReadonlySet<string>): void {
  for (const { plugin, file, taken = [], error } of faults) {
    const double = taken.find(({ name }) => wanted.has(name));
    if (!double) continue;
    const { kind, name, owner } = double;
    throw new MiebError(
      "REGISTRY_DUPLICATE_NAME",
      `The ${kind} "${name}" is brought by ${owner} and by ${plugin} (${file}).`,
      {
        plugin,
        hint: "Rename one of them, or leave one plugin out.",
        cause: error,
      },
    );
  }
}
