import { dirname, isAbsolute, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { MiebError, type Plugin } from "@mieb/core";
import type { MiebConfig } from "./config.ts";
import { installedPackage, type PackageFolder } from "./package-folder.ts";
import { declaredPlugin, entryFile, type PluginEntry } from "./plugin-entry.ts";

/** Something that may turn out to be a plugin. */
export interface PluginCandidate {
  readonly plugin: string;
  /** package.json's folder or config file that names it. */
  readonly declaredIn: string;
  /** The plugin's module, the plugin itself, or undefined for a package that is none. May throw. */
  find(): PluginEntry | Plugin | undefined;
}

/** A package itself, then its dependencies of every kind by name. */
export function packageCandidates(owner: PackageFolder): readonly PluginCandidate[] {
  const { dependencies, optionalDependencies, devDependencies } = owner.manifest;
  const names = Object.keys({ ...dependencies, ...optionalDependencies, ...devDependencies }).toSorted();
  return [
    { plugin: owner.manifest.name ?? owner.folder, declaredIn: owner.folder, find: () => declaredPlugin(owner) },
    ...names.map((name) => ({
      plugin: name,
      declaredIn: owner.folder,
      find: () => {
        const dependency = installedPackage(name, owner.folder);
        return dependency && declaredPlugin(dependency);
      },
    })),
  ];
}

/** What a config file lists. */
export function configCandidates(config: MiebConfig, configFile: string): readonly PluginCandidate[] {
  return (config.plugins ?? []).map((plugin) =>
    typeof plugin === "string"
      ? { plugin, declaredIn: configFile, find: () => configuredEntry(plugin, configFile) }
      : { plugin: plugin.name, declaredIn: configFile, find: () => plugin },
  );
}

/** Entry of a plugin that a config file names: a path, or a package with or without the `"mieb"` field. */
function configuredEntry(plugin: string, configFile: string): PluginEntry {
  if (plugin.startsWith("file:")) return { plugin, file: fileURLToPath(plugin) };
  if (plugin.startsWith(".") || isAbsolute(plugin)) return { plugin, file: resolve(dirname(configFile), plugin) };
  const installed = installedPackage(plugin, dirname(configFile));
  if (installed) return declaredPlugin(installed) ?? { plugin, file: entryFile(installed, ".") };
  throw new MiebError("PLUGIN_NOT_FOUND", `${configFile} names the plugin ${plugin}, which is not installed.`, {
    plugin,
    hint: `Install it: npm i ${plugin}`,
  });
}
