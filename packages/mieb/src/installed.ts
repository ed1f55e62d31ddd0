import type { Registry } from "@mieb/core";
import { evaluatorsPlugin } from "@mieb/evaluators";
import { metricsPlugin } from "@mieb/metrics";
import {
  buildRegistry,
  callerDirectory,
  discoverPlugins,
  type MiebConfig,
  type PluginFault,
} from "@mieb/runner/discovery";

/** What is installed where the user called from. */
export interface Installed {
  readonly registry: Registry;
  /** Plugins left out, and why. */
  readonly faults: readonly PluginFault[];
  readonly config: MiebConfig;
  readonly configFile: string | undefined;
  readonly directory: string;
}

const known = new Map<string, Installed>();

/** Finds plugins and config once per directory; this package brings evaluators, metrics, the demo and the CLIP family. */
export function installed(directory: string = callerDirectory()): Installed {
  const before = known.get(directory);
  if (before) return before;
  const discovery = discoverPlugins({
    directory,
    builtIn: [metricsPlugin, evaluatorsPlugin],
    bundledWith: import.meta.dirname,
  });
  const { config, configFile } = discovery;
  const found = { ...buildRegistry(discovery), config, configFile, directory };
  known.set(directory, found);
  return found;
}
