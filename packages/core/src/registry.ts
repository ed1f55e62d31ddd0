import type { Benchmark } from "./benchmark.ts";
import { MiebError } from "./errors.ts";
import type { Evaluator } from "./evaluator.ts";
import type { Metric } from "./metric.ts";
import type { Model, ModelFamily, ModelLocation } from "./model.ts";
import type { Plugin } from "./plugin.ts";
import { nearestNames } from "./nearest-names.ts";
import { isAggregateTask, type AnyTask } from "./task.ts";

/** Named things of one kind; every entry is also reachable as `<plugin>/<name>`. */
export interface Catalogue<T> {
  /** Entries sorted by name. */
  readonly entries: readonly T[];
  find(name: string): T | undefined;
  /** @throws MiebError `USAGE_UNKNOWN_NAME`, with the nearest names */
  get(name: string): T;
  /** Plugin that brought `name`. */
  ownerOf(name: string): string | undefined;
}

/** Everything the installed plugins bring. Frozen once made. */
export interface Registry {
  readonly plugins: readonly Plugin[];
  readonly tasks: Catalogue<AnyTask>;
  readonly benchmarks: Catalogue<Benchmark>;
  readonly models: Catalogue<Model>;
  readonly modelFamilies: Catalogue<ModelFamily>;
  readonly modelLocations: Catalogue<ModelLocation>;
  readonly evaluators: Catalogue<Evaluator>;
  readonly metrics: Catalogue<Metric>;
}

/**
 * Collects plugins into one registry and checks what only shows together: double names, unknown evaluators, evaluator
 * options, unknown main scores.
 * @throws MiebError `REGISTRY_DUPLICATE_NAME`, `TASK_INVALID`
 */
export function createRegistry(plugins: readonly Plugin[]): Registry {
  const nameOfTask = (task: AnyTask): string => task.metadata.name;
  const registry: Registry = Object.freeze({
    plugins,
    tasks: catalogue("task", plugins, (plugin) => plugin.tasks, nameOfTask),
    benchmarks: catalogue(
      "benchmark",
      plugins,
      (plugin) => plugin.benchmarks,
      ({ name }) => name,
    ),
    models: catalogue(
      "model",
      plugins,
      (plugin) => plugin.models,
      ({ metadata }) => metadata.name,
    ),
    modelFamilies: catalogue(
      "model family",
      plugins,
      (plugin) => plugin.modelFamilies,
      ({ name }) => name,
    ),
    modelLocations: catalogue(
      "model location",
      plugins,
      (plugin) => plugin.modelLocations,
      ({ name }) => name,
    ),
    evaluators: catalogue(
      "evaluator",
      plugins,
      (plugin) => plugin.evaluators,
      ({ name }) => name,
    ),
    metrics: catalogue(
      "metric",
      plugins,
      (plugin) => plugin.metrics,
      ({ name }) => name,
    ),
  });
  for (const task of registry.tasks.entries) checkTask(task, registry);
  return registry;
}

/** Options of a task after its evaluator's schema, defaults filled in. */
export function evaluatorOptions(task: AnyTask, evaluator: Evaluator): unknown {
  return evaluator.options.parse(isAggregateTask(task) ? {} : (task.options ?? {}));
}

function checkTask(task: AnyTask, registry: Registry): void {
  if (isAggregateTask(task)) return;
  const { name, mainScore } = task.metadata;
  const owner = registry.tasks.ownerOf(name) ?? "unknown";
  const fault = (field: string, message: string): MiebError =>
    new MiebError("TASK_INVALID", `Task ${name} of plugin ${owner}, field ${field}: ${message}`, { plugin: owner });
  const evaluator = registry.evaluators.find(task.evaluator);
  if (!evaluator) {
    throw fault("evaluator", `no evaluator "${task.evaluator}"; there is ${namesOf(registry.evaluators)}.`);
  }
  if (!evaluator.metrics.includes(mainScore)) {
    throw fault(
      "metadata.mainScore",
      `"${mainScore}" is not a metric of ${evaluator.name}: ${evaluator.metrics.join(", ")}.`,
    );
  }
  const options = evaluator.options.safeParse(task.options ?? {});
  const issue = options.error?.issues[0];
  if (issue) throw fault(["options", ...issue.path.map(String)].join("."), issue.message);
}

function namesOf(evaluators: Catalogue<Evaluator>): string {
  return evaluators.entries.map(({ name }) => name).join(", ") || "none installed";
}

function catalogue<T>(
  kind: string,
  plugins: readonly Plugin[],
  entriesOf: (plugin: Plugin) => readonly T[] | undefined,
  nameOf: (entry: T) => string,
): Catalogue<T> {
  const [byName, owners] = [new Map<string, T>(), new Map<string, string>()];
  for (const plugin of plugins) {
    for (const entry of entriesOf(plugin) ?? []) {
      const name = nameOf(entry);
      const owner = owners.get(name);
      if (owner !== undefined) throw duplicateName(kind, name, owner, plugin.name);
      byName.set(name, entry);
      owners.set(name, plugin.name);
    }
  }
  const find = (name: string): T | undefined => byName.get(name) ?? findQualified(name, byName, owners);
  return Object.freeze({
    entries: [...byName].toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([, entry]) => entry),
    find,
    get: (name: string) => find(name) ?? unknownName(kind, name, [...byName.keys()]),
    ownerOf: (name: string) => owners.get(name),
  });
}

function findQualified<T>(name: string, byName: Map<string, T>, owners: Map<string, string>): T | undefined {
  const slash = name.lastIndexOf("/");
  const short = name.slice(slash + 1);
  return slash > 0 && owners.get(short) === name.slice(0, slash) ? byName.get(short) : undefined;
}

function duplicateName(kind: string, name: string, first: string, second: string): MiebError {
  const both = first === second ? `twice by ${first}` : `by ${first} and by ${second}`;
  return new MiebError("REGISTRY_DUPLICATE_NAME", `The ${kind} "${name}" is brought ${both}.`, {
    plugin: second,
    hint: "Rename one of them, or leave one plugin out.",
  });
}

/**
 * The error for a name nobody brings, with the nearest names that exist.
 * @throws MiebError `USAGE_UNKNOWN_NAME`, always
 */
export function unknownName(kind: string, name: string, known: readonly string[]): never {
  const near = nearestNames(name, known);
  const suggestion = near.length > 0 ? ` Did you mean ${near.join(", ")}?` : "";
  throw new MiebError("USAGE_UNKNOWN_NAME", `No ${kind} "${name}" among the ${known.length} installed.${suggestion}`, {
    hint: `\`mieb available-${kind.split(" ", 1).join("")}s\` lists what is installed; a missing plugin may bring it.`,
  });
}
