import { MiebError, taskTypes, type AnyTask, type Registry, type TaskMetadata } from "@mieb/core";
import { checkKnown, hasAny } from "./check-known.ts";
import { checkLanguages, suggestLanguages } from "./check-languages.ts";
import { findAll, type Faulty } from "./find-all.ts";
import type { TaskFilter } from "./task-filter.ts";

export interface TaskSelection {
  /** Without repetition, in the order asked for; by name when only filters are given. */
  readonly tasks: readonly AnyTask[];
  /** Tasks that a benchmark names and no plugin brings. */
  readonly missing: readonly { readonly benchmark: string; readonly tasks: readonly string[] }[];
}

/**
 * Tasks of the registry that a filter asks for; may be none.
 * @throws MiebError `USAGE_UNKNOWN_NAME` for an unknown task, benchmark, type or category, and for what is no language code
 */
export function selectTasks(installed: Faulty & { readonly registry: Registry }, filter: TaskFilter): TaskSelection {
  const { tasks, benchmarks, languages } = filter;
  checkLanguages(languages, installed.registry.tasks.entries);
  return tasks?.length || benchmarks?.length ? byName(installed, filter) : byFilter(installed.registry, filter);
}

/** The error for a selection without tasks. */
export function nothingSelected(
  filter: TaskFilter,
  { missing }: TaskSelection,
  { registry }: { readonly registry: Registry },
): MiebError {
  const names = missing.flatMap((part) => part.tasks);
  const suggestion = suggestLanguages(filter.languages, registry.tasks.entries);
  return new MiebError("USAGE_INVALID_ARGUMENT", `No installed task is ${describe(filter)}.${suggestion}`, {
    hint: names.length
      ? `Install the plugins that bring ${names.slice(0, 5).join(", ")} …`
      : "`mieb available-tasks` lists what is installed.",
  });
}

function byName(installed: Faulty & { readonly registry: Registry }, filter: TaskFilter): TaskSelection {
  const { registry } = installed;
  const benchmarks = findAll(
    { kind: "benchmark", catalogue: registry.benchmarks, ...installed },
    filter.benchmarks ?? [],
  );
  const named = findAll({ kind: "task", catalogue: registry.tasks, ...installed }, filter.tasks ?? []);
  const ofBenchmarks = benchmarks.flatMap((benchmark) =>
    benchmark.tasks.flatMap((name) => registry.tasks.find(name) ?? []),
  );
  const missing = benchmarks
    .map(({ name, tasks }) => ({ benchmark: name, tasks: tasks.filter((task) => !registry.tasks.find(task)) }))
    .filter((part) => part.tasks.length > 0);
  return { tasks: [...new Set([...named, ...ofBenchmarks])], missing };
}

function byFilter(registry: Registry, filter: TaskFilter): TaskSelection {
  const all = registry.tasks.entries;
  checkKnown("task type", filter.taskTypes, [...taskTypes, ...all.map(({ metadata }) => metadata.type)]);
  checkKnown(
    "category",
    filter.categories,
    all.map(({ metadata }) => metadata.category),
  );
  return { tasks: all.filter(({ metadata }) => passes(metadata, filter)), missing: [] };
}

function passes(metadata: TaskMetadata, filter: TaskFilter): boolean {
  const languages = Object.values(metadata.subsets).flat();
  return (
    hasAny(filter.taskTypes, [metadata.type]) &&
    hasAny(filter.categories, [metadata.category]) &&
    hasAny(filter.modalities, metadata.modalities) &&
    hasAny(filter.domains, metadata.domains ?? []) &&
    hasAny(filter.languages, [...languages, ...languages.map((language) => language.split("-")[0] ?? "")])
  );
}

function describe(filter: TaskFilter): string {
  const parts = Object.entries(filter).flatMap(([name, values]) =>
    values?.length ? `${name} ${values.join(" or ")}` : [],
  );
  return parts.length > 0 ? `of ${parts.join(" and ")}` : "there: no plugin brings any";
}
