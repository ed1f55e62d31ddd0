import {
  MiebError,
  nearestNames,
  type AnyTask,
  type Benchmark,
  type Model,
  type ModelMetadata,
  type Registry,
  type TaskResult,
} from "@mieb/core";
import type { RunDependencies, RunOptions, RunReport } from "@mieb/runner";
import { asModel, type CustomEncoder } from "./custom-encoder.ts";
import { installed } from "./installed.ts";
import { refuseEmptyEvaluations } from "./selection/refuse-empty-evaluations.ts";
import { nothingSelected, selectTasks } from "./selection/select-tasks.ts";

type Evaluable = AnyTask | Benchmark | string;

export interface EvaluateOptions extends Partial<Omit<RunOptions & RunDependencies, "model" | "tasks">> {
  /** Tasks, benchmarks, or names of tasks. */
  readonly tasks: Evaluable | readonly Evaluable[];
  /** `fail` (default) throws the first task's failure, as the reference does; `continue` lists failures in the result. */
  readonly onError?: "continue" | "fail";
}

/** What an evaluation came to. */
export interface EvaluationResults extends Omit<RunReport, "results"> {
  readonly model: ModelMetadata;
  /** One per evaluated task, in the order asked for. */
  readonly taskResults: readonly TaskResult[];
}

/**
 * Evaluates a model, or an encoder of your own, on tasks: `await evaluate(model, { tasks: getTasks({ … }) })`.
 * Writes result files only when `outputFolder` says where; embeddings are kept in the cache all the same.
 * @throws MiebError what stopped the run; a task's own failure unless `onError` is `continue`
 */
export async function evaluate(model: Model | CustomEncoder, options: EvaluateOptions): Promise<EvaluationResults> {
  checkOptions(options);
  const { registry = installed().registry, tasks, onError = "fail", outputFolder = null, ...others } = options;
  const [{ runEvaluation }, { openHub, retryText }] = await Promise.all([
    import("@mieb/runner"),
    import("@mieb/datasets"),
  ]);
  const runnable = asModel(model);
  const { signal, onEvent } = options;
  const hub = openHub({
    ...(signal && { signal }),
    onProgress: (download) => onEvent?.({ type: "download-progress", ...download }),
    onRetry: (retry) => onEvent?.({ type: "warning", message: retryText(retry) }),
  });
  const chosen = tasksOf(tasks, registry);
  refuseEmptyEvaluations(chosen, options);
  const given = { ...others, registry, model: runnable, tasks: chosen, outputFolder, onError };
  const { results, ...report } = await runEvaluation({ hub, ...given });
  const failure = report.stopped ?? (onError === "fail" ? report.failures[0]?.error : undefined);
  if (failure) throw failure;
  return { model: runnable.metadata, taskResults: results, ...report };
}

const optionNames: Readonly<Record<keyof EvaluateOptions, true>> = {
  batchSize: true,
  cacheFolder: true,
  device: true,
  dimensions: true,
  dtype: true,
  evalSplits: true,
  hub: true,
  languages: true,
  maxMemory: true,
  onError: true,
  onEvent: true,
  outputFolder: true,
  overwriteStrategy: true,
  predictionFolder: true,
  quantize: true,
  registry: true,
  signal: true,
  store: true,
  tasks: true,
  threads: true,
};

/** Where no compiler looks, a misspelt option would change nothing in silence. */
function checkOptions(options: EvaluateOptions): void {
  const names = Object.keys(optionNames);
  const unknown = Object.keys(options).find((name) => !names.includes(name));
  if (unknown === undefined) return;
  const [near] = nearestNames(unknown, names);
  throw new MiebError(
    "USAGE_INVALID_ARGUMENT",
    `evaluate has no option "${unknown}".${near ? ` Did you mean ${near}?` : ""}`,
    {
      hint: `It has ${names.join(", ")}.`,
    },
  );
}

function tasksOf(given: Evaluable | readonly Evaluable[], registry: Registry): readonly AnyTask[] {
  const list = Array.isArray(given) ? (given as readonly Evaluable[]) : [given as Evaluable];
  const tasks = list.flatMap((one): readonly AnyTask[] => {
    if (typeof one === "string") return [registry.tasks.get(one)];
    return "metadata" in one ? [one] : tasksOfBenchmark(one, registry);
  });
  if (tasks.length === 0)
    throw new MiebError("USAGE_INVALID_ARGUMENT", "There is no task to evaluate: `tasks` is empty.");
  return [...new Set(tasks)];
}

function tasksOfBenchmark(benchmark: Benchmark, registry: Registry): readonly AnyTask[] {
  const selection = selectTasks({ registry, faults: [] }, { benchmarks: [benchmark.name] });
  if (selection.tasks.length === 0) throw nothingSelected({ benchmarks: [benchmark.name] }, selection, { registry });
  return selection.tasks;
}
