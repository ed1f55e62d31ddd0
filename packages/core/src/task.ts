import type { LoadContext, TaskDataset } from "./dataset.ts";
import type { TaskMetadata } from "./task-metadata.ts";

/**
 * A task: data first, and at most three hooks for the few repositories that need code.
 *
 * The evaluator named here brings the standard loading; `columns` maps its column roles to the repository's columns.
 */
export interface Task {
  readonly metadata: TaskMetadata;
  /** Registry name of the evaluator: `linear-probe`, `zero-shot`, `retrieval` … */
  readonly evaluator: string;
  /** Checked against the evaluator's schema when the registry is made. */
  readonly options?: Readonly<Record<string, unknown>>;
  /** Column role → column of the repository, for instance `{ image: "img", label: "label" }`. */
  readonly columns?: Readonly<Record<string, string>>;
  /** Known defects of data or labels that are kept because published scores depend on them. A sentence each. */
  readonly notes?: readonly string[];
  /** Replaces the evaluator's loading. Called by the runner once per (split, subset), before `transform`. */
  loadDataset?(context: LoadContext): Promise<TaskDataset>;
  /** Changes what was loaded: other rows, other columns. Called by the runner after loading. */
  transform?(dataset: TaskDataset, context: LoadContext): TaskDataset | Promise<TaskDataset>;
  /** Candidate texts of a zero-shot task, in class order. Called by the zero-shot evaluator while planning. */
  candidateLabels?(dataset: TaskDataset): readonly string[] | Promise<readonly string[]>;
}

/** A task made of others: its score is the mean of its components' main scores. Running it runs the components. */
export interface AggregateTask {
  readonly metadata: TaskMetadata;
  readonly components: readonly AggregateComponent[];
  /** As for a {@link Task}. */
  readonly notes?: readonly string[];
}

export interface AggregateComponent {
  readonly task: string;
  /** Splits and subsets that enter the mean; default all. */
  readonly splits?: readonly string[];
  readonly subsets?: readonly string[];
}

export type AnyTask = Task | AggregateTask;

/** Whether a task only averages others. */
export function isAggregateTask(task: AnyTask): task is AggregateTask {
  return "components" in task;
}

/** Identity with a type, for one task per file: `export const cifar10 = defineTask({ … })`. */
export function defineTask<const T extends AnyTask>(task: T): T {
  return task;
}
