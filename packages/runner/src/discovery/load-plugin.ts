import { existsSync } from "node:fs";
import { createRequire } from "node:module";
import { MiebError, parsePlugin, type Plugin } from "@mieb/core";
import type { PluginEntry } from "./plugin-entry.ts";

const load = createRequire(import.meta.url);

/**
 * Loads and checks the plugin of a module.
 * @throws MiebError `PLUGIN_NOT_FOUND`, `PLUGIN_INVALID`, `PLUGIN_CONTRACT_VERSION`, naming plugin and file
 */
export function loadPlugin({ plugin, file }: PluginEntry): Plugin {
  if (!existsSync(file)) {
    throw new MiebError("PLUGIN_NOT_FOUND", `Plugin ${plugin}: its module ${file} does not exist.`, {
      plugin,
      hint: "Build the plugin, or correct `exports` in its package.json.",
    });
  }
  let value: unknown;
  try {
    value = loadDefault(file);
  } catch (cause) {
    throw new MiebError("PLUGIN_INVALID", `Plugin ${plugin} (${file}) does not load: ${(cause as Error).message}`, {
      plugin,
      cause,
      hint: hintFor(cause),
    });
  }
  if (typeof value !== "object" || value === null || !("name" in value)) {
    throw new MiebError("PLUGIN_INVALID", `Plugin ${plugin} (${file}): its default export is no plugin with a name.`, {
      plugin,
      hint: "End the module with `export default definePlugin({ name, contractVersion, … })`.",
    });
  }
  return parsePlugin(value, file);
}

/**
 * Default export of a module. Loaded by `require`, which takes ES modules too and lets `getTasks` of the API be
 * synchronous as in the reference; hence no top-level await in plugin entries and config files.
 */
export function loadDefault(file: string): unknown {
  const loaded = load(file) as { default?: unknown };
  return loaded?.default ?? loaded;
}

function hintFor(cause: unknown): string {
  const code = (cause as NodeJS.ErrnoException).code;
  if (code === "ERR_REQUIRE_ASYNC_MODULE")
    return "Remove the top-level await: a plugin's entry module only states what there is.";
  if (code === "ERR_UNKNOWN_FILE_EXTENSION")
    return "TypeScript entries need Node 22.18 or newer; or name the module .mjs.";
  if (code === "MODULE_NOT_FOUND" || code === "ERR_MODULE_NOT_FOUND")
    return "Install the plugin's dependencies, or build it.";
  return "Report it to the plugin's author, or leave the plugin out.";
}
