import type { Plugin } from "@mieb/core";
import type { Installed } from "../../installed.ts";
import { countText } from "../progress/plain-progress.ts";
import type { Check } from "./doctor.ts";

export function checkConfig({ configFile }: Installed): Check {
  return { name: "config file", status: "ok", detail: configFile ?? "none (mieb.config.ts would count)" };
}

/** Every plugin with what it brings, then those that cannot be used. */
export function checkPlugins({ registry, faults }: Installed): readonly Check[] {
  const used = registry.plugins.map((plugin): Check => ({
    name: "plugin",
    status: "ok",
    detail: `${plugin.name}: ${contentsOf(plugin)}`,
  }));
  const left = faults.map(({ error }): Check => {
    const hint = error.hint === undefined ? {} : { hint: error.hint };
    return { name: "plugin", status: "warn", detail: error.message, ...hint };
  });
  return [...used, ...left];
}

/** `4 tasks, 1 model`. */
export function contentsOf(plugin: Plugin): string {
  const parts: readonly [string, readonly unknown[] | undefined][] = [
    ["task", plugin.tasks],
    ["benchmark", plugin.benchmarks],
    ["model", [...(plugin.models ?? []), ...(plugin.modelLocations ?? [])]],
    ["model family rule", plugin.modelFamilies],
    ["evaluator", plugin.evaluators],
    ["metric", plugin.metrics],
  ];
  const named = parts.flatMap(([noun, entries]) => (entries?.length ? countText(entries.length, noun) : []));
  return named.join(", ") || "nothing";
}
