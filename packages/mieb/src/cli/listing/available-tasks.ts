import { isAggregateTask, type AnyTask, type Registry } from "@mieb/core";
import { installed } from "../../installed.ts";
import { selectTasks } from "../../selection/select-tasks.ts";
import type { FilterFlags } from "../filter-options.ts";
import { printJson, printListing } from "./print-listing.ts";
import { warnOfFaults } from "./warn-of-faults.ts";

/** Lists tasks; loads no inference engine, no addon and no dataset. */
export function availableTasks({ json, ...filter }: FilterFlags & { readonly json?: true | undefined }): number {
  const here = installed();
  warnOfFaults(here.faults);
  const { tasks } = selectTasks(here, filter);
  if (json) printJson(tasks.map((task) => describeTask(task, here.registry)));
  else {
    const rows = tasks.map((task) => rowOf(task, here.registry));
    printListing({ header: ["task", "type", "languages", "main score", "plugin"], rows, noun: "task" });
  }
  return 0;
}

function describeTask(task: AnyTask, registry: Registry): unknown {
  const evaluated = isAggregateTask(task) ? { components: task.components } : { evaluator: task.evaluator };
  return { ...task.metadata, ...evaluated, plugin: registry.tasks.ownerOf(task.metadata.name) ?? null };
}

function rowOf({ metadata }: AnyTask, registry: Registry): readonly string[] {
  const { name, type, subsets, mainScore } = metadata;
  return [name, type, languagesOf(Object.values(subsets).flat()), mainScore, registry.tasks.ownerOf(name) ?? ""];
}

function languagesOf(codes: readonly string[]): string {
  const languages = [...new Set(codes.map((code) => code.split("-")[0] ?? code))];
  return languages.length > 4 && process.stdout.isTTY ? `${languages.length} languages` : languages.join(",");
}
