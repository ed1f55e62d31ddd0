import {
  evaluatorOptions,
  type DatasetRepository,
  type LoadContext,
  type Registry,
  type Task,
  type TaskDataset,
} from "@mieb/core";
import type { Evaluation } from "@mieb/results";
import type { DatasetHub } from "../run-options.ts";

/** Subsets of one task that are loaded while one of them is evaluated. */
export const SUBSETS_AHEAD = 3;

/** What a subset is evaluated from. */
export interface LoadedSubset {
  readonly load: LoadContext;
  readonly dataset: TaskDataset;
}

/** Loads the data of tasks, some of it while other tasks are evaluated. */
export interface LoadAhead {
  /** A task's repository, opened once. */
  repository(dataset: Task["metadata"]["dataset"]): Promise<DatasetRepository>;
  /** Starts loading what nobody has taken yet; a failure is kept for whoever takes it. */
  start(task: Task, evaluations: readonly Evaluation[]): void;
  /** The data of a subset, loaded now unless that was started before. Handed out once. */
  take(task: Task, evaluation: Evaluation): Promise<LoadedSubset>;
}

/** Repositories are opened once; what was loaded and not taken stays until the run ends. */
export function loadAhead(hub: DatasetHub, registry: Registry): LoadAhead {
  const repositories = new Map<string, Promise<DatasetRepository>>();
  const loads = new Map<string, Promise<LoadedSubset>>();
  const taken = new Set<string>();

  const repository = ({ path, revision }: Task["metadata"]["dataset"]): Promise<DatasetRepository> => {
    const key = `${path}@${revision}`;
    const opening = repositories.get(key) ?? hub.dataset(path, revision);
    repositories.set(key, opening);
    opening.catch(() => repositories.delete(key));
    return opening;
  };

  async function loadSubset(task: Task, { split, subset }: Evaluation): Promise<LoadedSubset> {
    const evaluator = registry.evaluators.get(task.evaluator);
    const options = evaluatorOptions(task, evaluator);
    const opened = await repository(task.metadata.dataset);
    const load = { task: task.metadata, columns: task.columns ?? {}, options, repository: opened, split, subset };
    const dataset = await (task.loadDataset ? task.loadDataset(load) : evaluator.load(load));
    return { load, dataset: task.transform ? await task.transform(dataset, load) : dataset };
  }

  return {
    repository,
    start(task, evaluations) {
      for (const evaluation of evaluations) {
        const key = keyOf(task, evaluation);
        if (loads.has(key) || taken.has(key)) continue;
        const loading = loadSubset(task, evaluation);
        loading.catch(() => undefined); // Whoever takes it sees the failure.
        loads.set(key, loading);
      }
    },
    take(task, evaluation) {
      const key = keyOf(task, evaluation);
      const started = loads.get(key);
      loads.delete(key);
      taken.add(key);
      return started ?? loadSubset(task, evaluation);
    },
  };
}

function keyOf({ metadata }: Task, { split, subset }: Evaluation): string {
  return JSON.stringify([metadata.name, split, subset]);
}
