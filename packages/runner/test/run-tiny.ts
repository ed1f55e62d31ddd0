import { join } from "node:path";
import type { AnyTask } from "@mieb/core";
import type { RunEvent } from "../src/events.ts";
import { runEvaluation } from "../src/run-evaluation.ts";
import type { DatasetHub, RunDependencies, RunOptions, RunReport } from "../src/run-options.ts";
import { countingModel } from "./counting-model.ts";
import { registryOf } from "./tiny-task.ts";

export interface TinyRun extends Partial<RunOptions>, Partial<RunDependencies> {
  readonly tasks: readonly AnyTask[];
  readonly hub: DatasetHub;
  /** Holds `results` and `cache`. */
  readonly folder: string;
}

export interface TinyReport extends RunReport {
  readonly events: readonly RunEvent[];
}

export async function runTiny({ folder, ...options }: TinyRun): Promise<TinyReport> {
  const events: RunEvent[] = [];
  const report = await runEvaluation({
    model: countingModel(),
    outputFolder: join(folder, "results"),
    cacheFolder: join(folder, "cache"),
    onEvent: (event) => events.push(event),
    ...options,
    registry: options.registry ?? registryOf(options.tasks),
  });
  return { ...report, events };
}
