import type { AnyTask, Benchmark, Model } from "@mieb/core";
import { resolveModel } from "@mieb/runner/discovery";
import { installed } from "./installed.ts";
import { findAll } from "./selection/find-all.ts";
import { selectTasks } from "./selection/select-tasks.ts";
import type { TaskFilter } from "./selection/task-filter.ts";

export interface GetModelOptions {
  /** Commit, branch or tag. */
  readonly revision?: string;
  /** Model family to take when several claim the repository. */
  readonly family?: string;
  /** Stops the search, and later downloads of the model's files. */
  readonly signal?: AbortSignal;
}

/**
 * A model by known name, hub repository, `./folder` or `scheme:…`. Reads small files only; weights are loaded when something
 * has to be encoded.
 * @throws MiebError `MODEL_NOT_FOUND`, `MODEL_NO_FAMILY`, `REGISTRY_AMBIGUOUS_MODEL`, `ENVIRONMENT_…`, `ABORTED`
 */
export async function getModel(reference: string, options: GetModelOptions = {}): Promise<Model> {
  const { signal } = options;
  const { openHub } = await import("@mieb/datasets");
  return resolveModel(reference, { ...options, registry: installed().registry, hub: openHub(signal && { signal }) });
}

/**
 * Installed tasks, all or those of a filter.
 * @throws MiebError `USAGE_UNKNOWN_NAME` with the nearest names
 */
export function getTasks(filter: TaskFilter = {}): readonly AnyTask[] {
  return selectTasks(installed(), filter).tasks;
}

/** One task by name. @throws MiebError `USAGE_UNKNOWN_NAME` */
export function getTask(name: string): AnyTask {
  return installed().registry.tasks.get(name);
}

/** Installed benchmarks, all or those of the names given. @throws MiebError `USAGE_UNKNOWN_NAME` */
export function getBenchmarks(names?: readonly string[]): readonly Benchmark[] {
  const { registry, faults } = installed();
  return names
    ? findAll({ kind: "benchmark", catalogue: registry.benchmarks, faults }, names)
    : registry.benchmarks.entries;
}

/** One benchmark by name. @throws MiebError `USAGE_UNKNOWN_NAME` */
export function getBenchmark(name: string): Benchmark {
  return installed().registry.benchmarks.get(name);
}
