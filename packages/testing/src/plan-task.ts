import {
  evaluatorOptions,
  type DatasetRepository,
  type EvaluationPlan,
  type Evaluator,
  type Task,
  type TaskDataset,
} from "@mieb/core";

export interface PlanTaskOptions {
  readonly evaluator: Evaluator;
  readonly repository: DatasetRepository;
  /** Default: the task's first. */
  readonly split?: string | undefined;
  /** Default: the task's first. */
  readonly subset?: string | undefined;
}

export interface PlannedTask {
  readonly dataset: TaskDataset;
  readonly plan: EvaluationPlan;
  /** Of the evaluator, defaults filled in. */
  readonly options: unknown;
}

/** Loads one (split, subset) of a task with its hooks and plans it, as a run does before anything is encoded. */
export async function planTask(task: Task, given: PlanTaskOptions): Promise<PlannedTask> {
  const { evaluator, repository } = given;
  const { evalSplits, subsets } = task.metadata;
  const split = given.split ?? evalSplits[0] ?? "test";
  const subset = given.subset ?? Object.keys(subsets)[0] ?? "default";
  const options = evaluatorOptions(task, evaluator);
  const context = { task: task.metadata, columns: task.columns ?? {}, options, repository, split, subset };
  const loaded = await (task.loadDataset?.(context) ?? evaluator.load(context));
  const dataset = (await task.transform?.(loaded, context)) ?? loaded;
  return { dataset, plan: await evaluator.plan({ ...context, definition: task, dataset }), options };
}
