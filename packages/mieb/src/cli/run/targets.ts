import { MiebError, type AnyTask, type Model, type Registry } from "@mieb/core";
import { openHub, retryText } from "@mieb/datasets";
import { variantOf } from "@mieb/runner";
import { resolveModel } from "@mieb/runner/discovery";
import type { Installed } from "../../installed.ts";
import { refuseEmptyEvaluations } from "../../selection/refuse-empty-evaluations.ts";
import { nothingSelected, selectTasks } from "../../selection/select-tasks.ts";
import type { TaskFilter } from "../../selection/task-filter.ts";
import { countText } from "../progress/plain-progress.ts";
import { say, warn } from "../terminal.ts";
import { distinctReferences } from "./distinct-references.ts";
import { revisionUnheeded } from "./revision-unheeded.ts";
import type { RunFlags } from "./run-flags.ts";

const demoModel = "mieb/demo-clip";
const demoBenchmark = "demo";

/** A model to run, with the reference it was asked for by. */
export interface TargetModel {
  readonly reference: string;
  readonly model: Model;
}

/** Flags that choose models and tasks; the demo's where neither is given and the demo is installed. */
export function withDemo(flags: RunFlags, { modelLocations, benchmarks }: Registry): RunFlags {
  const choosesTasks = [flags.tasks, flags.benchmarks, flags.taskTypes, flags.categories, flags.languages].some(
    (list) => list?.length,
  );
  if (flags.model?.length && choosesTasks) return flags;
  if (flags.model?.length) {
    throw new MiebError("USAGE_INVALID_ARGUMENT", `No tasks given for ${flags.model.join(", ")}.`, {
      hint: 'Name some: -t CIFAR10ZeroShot, -b "MIEB(lite)", or a filter such as --task-types; `mieb available-tasks` lists them.',
    });
  }
  if (choosesTasks || !modelLocations.find(demoModel) || !benchmarks.find(demoBenchmark)) {
    throw new MiebError("USAGE_INVALID_ARGUMENT", "No model given.", {
      hint: "Name one: -m openai/clip-vit-base-patch32; `mieb available-models` lists those known by name.",
    });
  }
  say(`No model and no tasks given: running the demo (-m ${demoModel} -b ${demoBenchmark}).`);
  return { ...flags, model: [demoModel], benchmarks: [demoBenchmark] };
}

/** The tasks to run; says how many of a benchmark's are not installed. */
export function targetTasks(flags: RunFlags, here: Installed): readonly AnyTask[] {
  const selection = selectTasks(here, filterOf(flags));
  for (const { benchmark, tasks } of selection.missing) {
    const names = flags.verbosity >= 3 ? `: ${tasks.join(", ")}` : "; -v names them";
    warn(
      `${countText(tasks.length, "task")} of ${benchmark} ${tasks.length === 1 ? "is" : "are"} not installed and left out${names}.`,
    );
  }
  if (selection.tasks.length === 0) throw nothingSelected(filterOf(flags), selection, here);
  refuseEmptyEvaluations(selection.tasks, flags);
  return selection.tasks;
}

/**
 * All models, each once, found and described before the first is run, so that a slip in the last name or in a flag does
 * not cost a night.
 */
export async function targetModels(
  flags: RunFlags,
  { registry }: Installed,
  signal: AbortSignal,
): Promise<readonly TargetModel[]> {
  const hub = openHub({ signal, onRetry: (retry) => warn(retryText(retry)) });
  const models: TargetModel[] = [];
  for (const reference of distinctReferences(flags.model ?? [])) {
    const model = await resolveModel(reference, {
      registry,
      hub,
      signal,
      ...(flags.modelRevision !== undefined && { revision: flags.modelRevision }),
      ...(flags.modelFamily !== undefined && { family: flags.modelFamily }),
    });
    await model.describe?.({ dtype: flags.dtype ?? "fp32", device: flags.device ?? "cpu", signal });
    const unheeded = flags.modelRevision === undefined ? undefined : revisionUnheeded(reference, model, registry);
    if (unheeded !== undefined) warn(unheeded);
    models.push({ reference, model: variantOf(model, flags) });
  }
  return models;
}

function filterOf({ tasks, benchmarks, taskTypes, categories, languages }: RunFlags): TaskFilter {
  return { tasks, benchmarks, taskTypes, categories, languages };
}
