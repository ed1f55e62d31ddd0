import { createRegistry, toMiebError, type Catalogue, type MiebError, type Plugin, type Registry } from "@mieb/core";
import type { Discovery, PluginFault, TakenName } from "./discover-plugins.ts";

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
  const leftOut: { readonly culprit: Plugin; readonly error: MiebError }[] = [];
  let plugins = discovery.plugins;
  for (;;) {
    try {
      const registry = createRegistry(plugins);
      const faults = leftOut.map(({ culprit, error }): PluginFault => ({
        plugin: culprit.name,
        file: discovery.files.get(culprit) ?? "built in",
        error,
        taken: takenNames(culprit, registry),
      }));
      return { registry, faults: [...discovery.faults, ...faults] };
    } catch (error) {
      const culprit = culpritOf(toMiebError(error), plugins);
      if (!culprit) throw error;
      leftOut.push({ culprit, error: toMiebError(error) });
      plugins = plugins.filter((plugin) => plugin !== culprit);
    }
  }
}

function takenNames(plugin: Plugin, registry: Registry): readonly TakenName[] {
  const taken = (kind: string, catalogue: Catalogue<unknown>, names: readonly string[] = []): readonly TakenName[] =>
    names.flatMap((name) => {
      const owner = catalogue.ownerOf(name);
      return owner === undefined ? [] : [{ kind, name, owner }];
    });
  const nameOf = ({ name }: { readonly name: string }): string => name;
  return [
    ...taken(
      "task",
      registry.tasks,
      plugin.tasks?.map(({ metadata }) => metadata.name),
    ),
    ...taken("benchmark", registry.benchmarks, plugin.benchmarks?.map(nameOf)),
    ...taken(
      "model",
      registry.models,
      plugin.models?.map(({ metadata }) => metadata.name),
    ),
    ...taken("model", registry.modelLocations, plugin.modelLocations?.map(nameOf)),
    ...taken("evaluator", registry.evaluators, plugin.evaluators?.map(nameOf)),
  ];
}

/** The last plugin of the name: of two copies of one plugin, the second is at fault. */
function culpritOf(error: MiebError, plugins: readonly Plugin[]): Plugin | undefined {
  return plugins.findLast(({ name }) => name === error.plugin);
}
