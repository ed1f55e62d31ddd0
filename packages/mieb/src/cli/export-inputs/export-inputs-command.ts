import type { AnyTask, Encoder } from "@mieb/core";
import { openHub } from "@mieb/datasets";
import { resolveModel } from "@mieb/runner/discovery";
import { installed, type Installed } from "../../installed.ts";
import { refuseEmptyEvaluations } from "../../selection/refuse-empty-evaluations.ts";
import { nothingSelected, selectTasks } from "../../selection/select-tasks.ts";
import type { FilterFlags } from "../filter-options.ts";
import { printJson } from "../listing/print-listing.ts";
import { countText } from "../progress/plain-progress.ts";
import { stopSignal } from "../run/stop-signal.ts";
import { print, say } from "../terminal.ts";
import { exportInputs, type ExportedTask } from "./export-inputs.ts";
import { openInputFiles } from "./input-files.ts";
import { lookupOf } from "./lookup-of.ts";
import { plannedTasks } from "./planned-tasks.ts";

export interface ExportInputsFlags extends FilterFlags {
  readonly benchmarks?: string[] | undefined;
  readonly evalSplits?: string[] | undefined;
  readonly outputFolder: string;
  readonly model?: string | undefined;
  readonly fusion: "sum" | "joint";
  readonly json?: true | undefined;
}

/** Writes the inputs of the chosen tasks and returns the exit code. */
export async function exportInputsCommand(flags: ExportInputsFlags): Promise<number> {
  const here = installed();
  const tasks = plannedTasks(chosenTasks(flags, here), flags, here.registry);
  using stop = stopSignal();
  const encoder = await encoderOf(flags.model, here, stop.signal);
  try {
    await using files = await openInputFiles(flags.outputFolder);
    const exported = await exportInputs(tasks, files, {
      registry: here.registry,
      hub: openHub({ signal: stop.signal }),
      fusion: encoder?.fusion ?? flags.fusion,
      signal: stop.signal,
      ...(encoder && { lookup: lookupOf(encoder, flags.model ?? "") }),
      onTask: (task) => flags.json || say(line(task, flags)),
    });
    await files.finish();
    report(exported, { flags, inputs: files.inputs });
    return 0;
  } finally {
    await encoder?.[Symbol.asyncDispose]?.();
  }
}

async function encoderOf(
  reference: string | undefined,
  { registry }: Installed,
  signal: AbortSignal,
): Promise<Encoder | undefined> {
  if (reference === undefined) return undefined;
  const model = await resolveModel(reference, { registry, hub: openHub({ signal }), signal });
  return model.load({ dtype: "fp32", device: "cpu", signal });
}

function chosenTasks(
  { tasks, benchmarks, taskTypes, categories, languages, evalSplits }: ExportInputsFlags,
  here: Installed,
): readonly AnyTask[] {
  const filter = { tasks, benchmarks, taskTypes, categories, languages };
  const selection = selectTasks(here, filter);
  if (selection.tasks.length === 0) throw nothingSelected(filter, selection, here);
  refuseEmptyEvaluations(selection.tasks, { evalSplits, languages });
  return selection.tasks;
}

function line({ task, rows, newInputs }: ExportedTask, { model }: ExportInputsFlags): string {
  const what = model === undefined ? countText(rows, "input") : `${countText(rows, "input")} without a vector`;
  return `${task}: ${what}, ${newInputs} new`;
}

interface Exported {
  readonly flags: ExportInputsFlags;
  /** Different inputs of all tasks. */
  readonly inputs: number;
}

function report(tasks: readonly ExportedTask[], { flags, inputs }: Exported): void {
  const folder = flags.outputFolder;
  if (flags.json) printJson({ outputFolder: folder, inputs, tasks });
  else
    print(`${countText(inputs, "different input")} in ${folder}/inputs.parquet, where they occur in manifest.parquet`);
}
