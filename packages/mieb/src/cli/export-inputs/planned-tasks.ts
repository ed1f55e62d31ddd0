import { isAggregateTask, type AnyTask, type Registry, type Task } from "@mieb/core";
import { evaluationsOf, type Evaluation, type EvaluationFilter } from "@mieb/results";

/** A task with the splits and subsets that are wanted of it. */
export interface PlannedTask {
  readonly task: Task;
  readonly evaluations: readonly Evaluation[];
}

/** The tasks to read: those chosen and the components of chosen aggregates, each once. */
export function plannedTasks(
  tasks: readonly AnyTask[],
  filter: EvaluationFilter,
  registry: Registry,
): readonly PlannedTask[] {
  const wanted = new Map<Task, Map<string, Evaluation>>();
  const add = (task: Task, evaluations: readonly Evaluation[]): void => {
    const known = wanted.get(task) ?? new Map<string, Evaluation>();
    for (const evaluation of evaluations) known.set(JSON.stringify([evaluation.split, evaluation.subset]), evaluation);
    wanted.set(task, known);
  };
  const addAny = (task: AnyTask, evaluations: readonly Evaluation[]): void => {
    if (!isAggregateTask(task)) return add(task, evaluations);
    for (const { task: name, splits, subsets } of task.components) {
      const component = registry.tasks.get(name);
      const enters = ({ split, subset }: Evaluation): boolean =>
        (splits?.includes(split) ?? true) && (subsets?.includes(subset) ?? true);
      addAny(component, evaluationsOf(component.metadata).filter(enters));
    }
  };
  for (const task of tasks) addAny(task, evaluationsOf(task.metadata, filter));
  return [...wanted].map(([task, evaluations]) => ({ task, evaluations: [...evaluations.values()] }));
}
