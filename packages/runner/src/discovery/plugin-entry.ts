import { join } from "node:path";
import { MiebError } from "@mieb/core";
import { exports as resolveExports } from "resolve.exports";
import type { PackageFolder } from "./package-folder.ts";

/** A module that may bring a plugin. */
export interface PluginEntry {
  /** Package name, or the path a config file gives. */
  readonly plugin: string;
  /** Absolute path of the module. */
  readonly file: string;
}

/**
 * The plugin a package declares by `"mieb": { "plugin": "." }`, a subpath of its exports; undefined without the field.
 * @throws MiebError `PLUGIN_INVALID`, naming package.json and field
 */
export function declaredPlugin({ folder, manifest }: PackageFolder): PluginEntry | undefined {
  if (manifest.mieb === undefined) return undefined;
  const plugin = manifest.name ?? folder;
  const subpath = (manifest.mieb as { plugin?: unknown } | null)?.plugin;
  if (typeof subpath !== "string") {
    const message = `field mieb.plugin: expected a subpath of the package's exports such as ".", got ${JSON.stringify(subpath)}.`;
    throw invalidManifest(plugin, folder, message);
  }
  return { plugin, file: entryFile({ folder, manifest }, subpath) };
}

/** Path of the module that `subpath` of a package stands for, under the conditions this process runs with. */
export function entryFile({ folder, manifest }: PackageFolder, subpath: string): string {
  if (manifest.exports === undefined) return join(folder, subpath === "." ? (manifest.main ?? "index.js") : subpath);
  try {
    const [target] = resolveExports(manifest, subpath, { conditions: userConditions() }) ?? [];
    if (target) return join(folder, target);
  } catch {
    // resolve.exports throws for a subpath or condition that is not there; the message below says more.
  }
  const known = typeof manifest.exports === "object" ? Object.keys(manifest.exports ?? {}) : ["."];
  const message = `field mieb.plugin: "${subpath}" is not among the package's exports (${known.join(", ")}).`;
  throw invalidManifest(manifest.name ?? folder, folder, message);
}

/** Export conditions given to Node by `-C` or `--conditions`, on the command line or in NODE_OPTIONS. */
export function userConditions(
  args: readonly string[] = [...process.execArgv, ...(process.env["NODE_OPTIONS"] ?? "").split(/\s+/)],
): readonly string[] {
  return args.flatMap((arg, index) => {
    if (arg === "-C" || arg === "--conditions") return args[index + 1] ?? [];
    return /^(?:--conditions|-C)=(.+)$/.exec(arg)?.[1] ?? [];
  });
}

function invalidManifest(plugin: string, folder: string, message: string): MiebError {
  return new MiebError("PLUGIN_INVALID", `Plugin ${plugin} (${join(folder, "package.json")}), ${message}`, { plugin });
}
