import { realpathSync } from "node:fs";
import { parsePlugin, toMiebError, type MiebError, type Plugin } from "@mieb/core";
import { findConfigFile, loadConfig, type MiebConfig } from "./config.ts";
import { loadPlugin } from "./load-plugin.ts";
import { nearestPackage } from "./package-folder.ts";
import { configCandidates, packageCandidates, type PluginCandidate } from "./plugin-candidates.ts";

export interface DiscoveryOptions {
  /** Where the user called from: its nearest package.json and config file count. */
  readonly directory: string;
  /** Plugins that are there in any case, before all others. */
  readonly builtIn?: readonly Plugin[];
  /** Folder of a package whose own dependencies bring plugins too: how `mieb` brings the demo. */
  readonly bundledWith?: string;
}

/** A plugin that could not be used, and why. */
export interface PluginFault {
  readonly plugin: string;
  /** Its module, or the file that names it when there is no module. */
  readonly file: string;
  readonly error: MiebError;
  /** What it would have brought under names that a plugin in use has: of these, nobody can tell which one is meant. */
  readonly taken?: readonly TakenName[];
}

/** A name with two owners. */
export interface TakenName {
  readonly kind: string;
  readonly name: string;
  /** Plugin in use that brings it too. */
  readonly owner: string;
}

export interface Discovery {
  /** Built-in ones first, then those of package.json by name, then those of the config file. */
  readonly plugins: readonly Plugin[];
  /** Module or config file of each plugin that is not built in. */
  readonly files: ReadonlyMap<Plugin, string>;
  readonly faults: readonly PluginFault[];
  readonly config: MiebConfig;
  readonly configFile: string | undefined;
}

/**
 * Finds plugins: in the nearest package.json (the package itself, then its `dependencies`, `optionalDependencies` and
 * `devDependencies`, by their `"mieb"` field) and in the config file. A broken plugin becomes a fault and the others
 * are found all the same; a module or value found twice counts once. Synchronous, because `getTasks` of the API is.
 * @throws MiebError `CONFIG_INVALID` for an unusable package.json or config file
 */
export function discoverPlugins({ directory, builtIn = [], bundledWith }: DiscoveryOptions): Discovery {
  const home = nearestPackage(directory);
  const bundle = bundledWith === undefined ? undefined : nearestPackage(bundledWith);
  const configFile = findConfigFile(directory) ?? (home && findConfigFile(home.folder));
  const config = configFile ? loadConfig(configFile) : {};
  const candidates = [
    ...[bundle, home].flatMap((owner) => (owner ? packageCandidates(owner) : [])),
    ...configCandidates(config, configFile ?? ""),
  ];
  return { ...loadCandidates(candidates, builtIn), config, configFile };
}

function loadCandidates(
  candidates: readonly PluginCandidate[],
  builtIn: readonly Plugin[],
): Pick<Discovery, "plugins" | "files" | "faults"> {
  const files = new Map<Plugin, string>();
  const faults: PluginFault[] = [];
  const seen = new Set<string>();
  for (const { plugin, declaredIn, find } of candidates) {
    let file = declaredIn;
    try {
      const found = find();
      if (found && "file" in found) {
        file = found.file;
        if (seen.has(realPath(file))) continue;
        seen.add(realPath(file));
        files.set(loadPlugin(found), file);
      } else if (found) {
        files.set(parsePlugin(found, file), files.get(found) ?? file);
      }
    } catch (error) {
      faults.push({ plugin, file, error: toMiebError(error) });
    }
  }
  return { plugins: [...new Set([...builtIn, ...files.keys()])], files, faults };
}

function realPath(file: string): string {
  try {
    return realpathSync(file);
  } catch {
    return file;
  }
}
