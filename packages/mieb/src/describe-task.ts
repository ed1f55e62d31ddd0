import {
  evaluatorOptions,
  isAggregateTask,
  type AggregateComponent,
  type AnyTask,
  type Explanation,
  type Registry,
  type TaskMetadata,
} from "@mieb/core";
import { installed } from "./installed.ts";
import { miebCategoryOf } from "./mieb-category.ts";

/** All there is to say about a task, as plain data. */
export interface TaskDescription extends TaskMetadata, Explanation {
  /** One of MIEB's eight categories, or null for a type of a plugin's own. */
  readonly miebCategory: string | null;
  /** Null for a task that averages others. */
  readonly evaluator: string | null;
  /** The evaluator's options, defaults filled in. */
  readonly options: unknown;
  /** What a task that averages others is made of. */
  readonly components: readonly AggregateComponent[];
  /** Known defects of data or labels that are kept because published scores depend on them. */
  readonly notes: readonly string[];
  /** Installed benchmarks that name the task. */
  readonly benchmarks: readonly string[];
  readonly plugin: string | null;
}

/**
 * Describes a task: metadata, how it is scored, and what a reader of its scores should know. Loads no data.
 * @throws MiebError `USAGE_UNKNOWN_NAME` for a name that nobody brings
 */
export function describeTask(given: AnyTask | string, registry: Registry = installed().registry): TaskDescription {
  const task = typeof given === "string" ? registry.tasks.get(given) : given;
  const { metadata } = task;
  return {
    ...metadata,
    miebCategory: miebCategoryOf(metadata.type),
    ...(isAggregateTask(task) ? aggregated(task.components) : evaluated(task, registry)),
    notes: task.notes ?? [],
    benchmarks: registry.benchmarks.entries
      .filter(({ tasks }) => tasks.includes(metadata.name))
      .map(({ name }) => name),
    plugin: registry.tasks.ownerOf(metadata.name) ?? null,
  };
}

type Scored = Pick<TaskDescription, "evaluator" | "options" | "components" | "protocol" | "quirks">;

function evaluated(task: Exclude<AnyTask, { components: unknown }>, { evaluators }: Registry): Scored {
  const evaluator = evaluators.get(task.evaluator);
  const options = evaluatorOptions(task, evaluator);
  const { protocol, quirks } = evaluator.explain?.(options, task.metadata) ?? { protocol: "", quirks: [] };
  return { evaluator: evaluator.name, options, components: [], protocol, quirks };
}

function aggregated(components: readonly AggregateComponent[]): Scored {
  const parts = components.map(
    ({ task, splits, subsets }) => `${task}${restriction("split", splits)}${restriction("subset", subsets)}`,
  );
  return {
    evaluator: null,
    options: {},
    components,
    protocol: `The mean of the main scores of ${parts.join(" and ")}, each split and subset weighing the same. Their results are reused.`,
    quirks: [],
  };
}

function restriction(noun: string, names: readonly string[] | undefined): string {
  return names ? `, ${noun}${names.length === 1 ? "" : "s"} ${names.join(", ")}` : "";
}
