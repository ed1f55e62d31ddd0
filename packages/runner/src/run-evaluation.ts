import { performance } from "node:perf_hooks";
import { MiebError, toMiebError, type ModelLoadContext, type TaskResult } from "@mieb/core";
import { evaluationsOf } from "@mieb/results";
import PQueue from "p-queue";
import { defaultCacheFolder } from "./cache-folder.ts";
import { createModelSession } from "./encode/model-session.ts";
import { loadAhead } from "./engine/load-ahead.ts";
import { startAnyTask } from "./engine/run-any-task.ts";
import type { RunContext, TaskOutcome } from "./engine/run-context.ts";
import { resultSaver } from "./engine/result-saver.ts";
import { runReport, type NamedOutcome } from "./engine/run-report.ts";
import { resultWriter } from "./engine/result-writer.ts";
import { loadUpcoming } from "./engine/upcoming-tasks.ts";
import { guardMemory } from "./memory/memory-guard.ts";
import { memoryShares } from "./memory/memory-shares.ts";
import type { RunDependencies, RunOptions, RunReport } from "./run-options.ts";
import type { EmbeddingStore } from "./store/embedding-store.ts";
import { openEmbeddingStore } from "./store/open-embedding-store.ts";
import { variantOf } from "./variant/variant-of.ts";

/**
 * Evaluates a model on tasks: what has a result is reused, what has an embedding is not encoded again.
 *
 * A task that fails is recorded in the report and the others go on; {@link RunReport.stopped} says what ended the run
 * early, if anything did. Rejects only for faults in the options or in the program itself.
 */
export async function runEvaluation(options: RunOptions & RunDependencies): Promise<RunReport> {
  const start = performance.now();
  const resources: AsyncDisposable[] = [];
  const context = runContext(options, resources);
  using _guard = guardMemory(context.memory.ceiling);
  const { name, revision } = context.model;
  const tasks = options.tasks.map(({ metadata }) => metadata.name);
  context.emit({ type: "run-start", model: name, revision, tasks });
  const { outcomes, stopped } = await runTasks(context).finally(() => disposeAll(resources, options));
  const report = runReport(outcomes, { ...context.totals, seconds: (performance.now() - start) / 1000 });
  context.emit({ type: "run-end", summary: report.summary });
  return stopped ? { ...report, stopped } : report;
}

/** The store is closed even if the model does not end well, and neither hides what the run came to. */
async function disposeAll(resources: readonly AsyncDisposable[], { onEvent }: RunOptions): Promise<void> {
  const endings = await Promise.allSettled(resources.map(async (resource) => resource[Symbol.asyncDispose]()));
  for (const ending of endings) {
    if (ending.status === "rejected") onEvent?.({ type: "warning", message: toMiebError(ending.reason).message });
  }
}

interface Ending {
  readonly outcomes: readonly NamedOutcome[];
  readonly stopped: MiebError | undefined;
}

/**
 * Starts each task when the one before has handed its inputs to the encoder, so that tasks are encoded in order, the same
 * batches in every run, and scored meanwhile. A run that ends at the first failure takes them one after the other.
 */
async function runTasks(context: RunContext): Promise<Ending> {
  const { tasks, onError } = context.options;
  const outcomes: NamedOutcome[] = [];
  const endings: Promise<void>[] = [];
  let stopped: MiebError | undefined;
  for (const [index, task] of tasks.entries()) {
    const { encoded, outcome } = startAnyTask(task, evaluationsOf(task.metadata, context.options), context);
    void loadUpcoming(index, context);
    const ending = outcome.then((ended) => {
      outcomes[index] = { task: task.metadata.name, outcome: ended };
      stopped ??= stopReason(ended, context);
    });
    endings.push(ending);
    await (onError === "fail" ? ending : Promise.race([encoded, ending]));
    if (stopped) break;
  }
  await Promise.all(endings);
  return { outcomes, stopped };
}

/** Failures after which no other task could fare better end the run, whatever `onError` says. */
function stopReason(outcome: TaskOutcome, { options, session }: RunContext): MiebError | undefined {
  if (outcome.kind !== "failed") return undefined;
  const { error } = outcome;
  const hopeless = session.failure !== undefined || error.code === "ABORTED" || error.code === "ENVIRONMENT_DISK_FULL";
  return hopeless || options.onError === "fail" ? error : undefined;
}

function runContext(options: RunOptions & RunDependencies, resources: AsyncDisposable[]): RunContext {
  const model = variantOf(options.model, options);
  const memory = memoryShares(options.maxMemory);
  options.hub.limitCache?.(memory.tables);
  const emit: RunContext["emit"] = (event) => options.onEvent?.(event);
  const openStore = async (): Promise<EmbeddingStore> => {
    if (options.store) return options.store;
    const onWarning = (message: string): void => emit({ type: "warning", message });
    const folder = options.cacheFolder ?? defaultCacheFolder();
    const store = await openEmbeddingStore(folder, { onWarning, maxMemory: memory.chunk });
    resources.push(store);
    return store;
  };
  const session = createModelSession({ model, load: loadContext(options), openStore });
  resources.push(session);
  const batchSize = positive("batchSize", options.batchSize ?? 32);
  const results = new Map<string, TaskResult>();
  return {
    options,
    loads: loadAhead(options.hub, options.registry),
    model: model.metadata,
    session,
    batchSize,
    memory,
    scoring: new PQueue({ concurrency: 1 }),
    saver: resultSaver(resultWriter({ options, model: model.metadata, session, batchSize })),
    running: new Map(),
    results,
    totals: { encoded: 0, cached: 0 },
    emit,
  };
}

function positive(option: string, value: number): number {
  if (Number.isInteger(value) && value > 0) return value;
  throw new MiebError("USAGE_INVALID_ARGUMENT", `${option}: expected a whole number of at least 1, got ${value}.`, {
    hint: "Leave it out to take the default.",
  });
}

function loadContext({ dtype, device, threads, signal, onEvent }: RunOptions): ModelLoadContext {
  return {
    dtype: dtype ?? "fp32",
    device: device ?? "cpu",
    ...(threads !== undefined && { threads }),
    ...(signal && { signal }),
    ...(onEvent && {
      onOutput: (line: string) => onEvent({ type: "model-output", line }),
      onWarning: (message: string) => onEvent({ type: "warning", message }),
    }),
  };
}
