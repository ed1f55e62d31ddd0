import { exitCodeOf, type AnyTask } from "@mieb/core";
import { openHub, retryText } from "@mieb/datasets";
import type { EvaluationFilter } from "@mieb/results";
import { runEvaluation, type RunOptions } from "@mieb/runner";
import { installed, type Installed } from "../../installed.ts";
import { scoreBenchmark } from "../../score-benchmark.ts";
import { printJson } from "../listing/print-listing.ts";
import { warnOfFaults } from "../listing/warn-of-faults.ts";
import { openProgress } from "../progress/progress.ts";
import { contentsOf } from "../maintenance/check-plugins.ts";
import { print, say } from "../terminal.ts";
import { sayAfterwards } from "./afterwards.ts";
import { benchmarkTable } from "./benchmark-table.ts";
import { checkWritable } from "./check-writable.ts";
import { dryRun } from "./dry-run.ts";
import { jsonReport, type ModelReport } from "./model-report.ts";
import { warnOfIgnored } from "./reference-flags.ts";
import { refuseDoubleNames } from "./refuse-double-names.ts";
import { runFlags, type GivenFlags, type RunFlags } from "./run-flags.ts";
import { scoreTable } from "./score-table.ts";
import { stopSignal } from "./stop-signal.ts";
import { targetModels, targetTasks, withDemo, type TargetModel } from "./targets.ts";

/** Runs models on tasks and returns the exit code. */
export async function runCommand(command: GivenFlags): Promise<number> {
  const here = installed();
  const flags = withDemo(runFlags(command, here), here.registry);
  if (flags.verbosity >= 1) warnOfFaults(here.faults);
  warnOfIgnored(flags);
  if (flags.verbosity >= 3) sayPlugins(here);
  const tasks = targetTasks(flags, here);
  refuseDoubleNames(here.faults, namesOf(tasks, flags));
  using stop = stopSignal();
  const models = await targetModels(flags, here, stop.signal);
  if (flags.dryRun) return dryRun(models, tasks, { flags, registry: here.registry });
  await checkWritable(flags);
  const reports: ModelReport[] = [];
  for (const target of models) {
    const report = await runModel(target, { tasks, flags, here, signal: stop.signal });
    reports.push(report);
    if (!flags.json)
      print([scoreTable(report, filterOf(flags)), ...report.benchmarks.map(benchmarkTable)].join("\n\n"));
    if (flags.verbosity >= 1) sayAfterwards(report, { flags, here });
    if (report.report.stopped?.code === "ABORTED") break;
  }
  if (flags.json) printJson(jsonReport(reports));
  return exitCode(reports);
}

async function runModel(
  { reference, model }: TargetModel,
  { tasks, flags, here, signal }: { tasks: readonly AnyTask[]; flags: RunFlags; here: Installed; signal: AbortSignal },
): Promise<ModelReport> {
  const progress = await openProgress(flags.progress, flags.verbosity);
  const hub = openHub({
    signal,
    onRetry: (retry) => progress.onEvent({ type: "warning", message: retryText(retry) }),
    onProgress: (download) => progress.onEvent({ type: "download-progress", ...download }),
  });
  try {
    const { registry } = here;
    const report = await runEvaluation({
      ...runOptions(flags),
      registry,
      hub,
      model,
      tasks,
      signal,
      onEvent: progress.onEvent,
    });
    const benchmarks = (flags.benchmarks ?? []).map((name) =>
      scoreBenchmark(name, report.results, { registry, ...filterOf(flags) }),
    );
    return { model: model.metadata, reference, tasks, benchmarks, report };
  } finally {
    progress.close();
  }
}

/** Everything the run asks for by name. */
function namesOf(tasks: readonly AnyTask[], { model = [], benchmarks = [] }: RunFlags): ReadonlySet<string> {
  const ofTasks = tasks.flatMap((task) => [task.metadata.name, ...("evaluator" in task ? [task.evaluator] : [])]);
  return new Set([...ofTasks, ...model, ...benchmarks]);
}

function sayPlugins({ registry, configFile }: Installed): void {
  for (const plugin of registry.plugins) say(`plugin ${plugin.name}: ${contentsOf(plugin)}`);
  if (configFile !== undefined) say(`config ${configFile}`);
}

function filterOf({ evalSplits, languages }: RunFlags): EvaluationFilter {
  return { evalSplits, languages };
}

const optionalFlags = [
  "batchSize",
  "dtype",
  "dimensions",
  "quantize",
  "device",
  "threads",
  "evalSplits",
  "languages",
  "predictionFolder",
  "maxMemory",
  "cacheFolder",
] as const satisfies readonly (keyof RunFlags & keyof RunOptions)[];

/** Flags as the runner takes them, those that are not given left out. */
function runOptions(flags: RunFlags): Omit<RunOptions, "registry" | "model" | "tasks"> {
  const { outputFolder, overwriteStrategy, onError } = flags;
  const given = optionalFlags.filter((name) => flags[name] !== undefined).map((name) => [name, flags[name]] as const);
  return { outputFolder, overwriteStrategy, onError, ...Object.fromEntries(given) };
}

/** What stopped the run, if the user or the machine did; else 3 when a task failed, or 5 when only the machine let all fail. */
function exitCode(reports: readonly ModelReport[]): number {
  const stopped = reports.at(-1)?.report.stopped;
  if (stopped && [5, 130].includes(exitCodeOf(stopped))) return exitCodeOf(stopped);
  const failures = reports.flatMap(({ report }) => report.failures);
  if (failures.length === 0) return stopped ? exitCodeOf(stopped) : 0;
  const nothingDone = reports.every(({ report }) => report.results.length === 0);
  return nothingDone && failures.every(({ error }) => exitCodeOf(error) === 5) ? 5 : 3;
}
