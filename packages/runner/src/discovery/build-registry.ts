import { createRegistry, toMiebError, type MiebError, type Plugin, type Registry } from "@mieb/core";
import type { Discovery, PluginFault } from "./discover-plugins.ts";

export interface BuiltRegistry {
  readonly registry: Registry;
  /** Those of discovery, then plugins that do not fit with the others. */
  readonly faults: readonly PluginFault[];
}

/**
 * Registry of all plugins that fit together. One that brings a name which is taken, or a task that its evaluator does
 * not accept, is left out whole and becomes a fault; of two owners of a name, the one found first stays.
 */
export function buildRegistry(discovery: Pick<Discovery, "plugins" | "files" | "faults">): BuiltRegistry {
  const faults = [...discovery.faults];
  let plugins = discovery.plugins;
  for (;;) {
    try {
      return { registry: createRegistry(plugins), faults };
    } catch (error) {
      const culprit = culpritOf(toMiebError(error), plugins);
      if (!culprit) throw error;
      const file = discovery.files.get(culprit) ?? "built in";
      faults.push({ plugin: culprit.name, file, error: toMiebError(error) });
      plugins = plugins.filter((plugin) => plugin !== culprit);
    }
  }
}

/** The last plugin of the name: of two copies of one plugin, the second is at fault. */
function culpritOf(error: MiebError, plugins: readonly Plugin[]): Plugin | undefined {
  return plugins.findLast(({ name }) => name === error.plugin);
}
