import type { AnyTask } from "@mieb/core";
import { evaluationsOf, findTaskResult, missingEvaluations } from "@mieb/results";
import { printJson, printListing } from "../listing/print-listing.ts";
import { paint, say } from "../terminal.ts";
import type { RunFlags } from "./run-flags.ts";
import type { TargetModel } from "./targets.ts";

/** What a run would do for one task. */
interface PlannedTask {
  readonly task: string;
  readonly splits: readonly string[];
  readonly subsets: readonly string[];
  readonly dataset: string;
  readonly revision: string;
  readonly evaluations: number;
  /** How many of the evaluations a result file has already. */
  readonly done: number;
}

/** Says what would be evaluated; reads result files and no dataset. */
export async function dryRun(
  models: readonly TargetModel[],
  tasks: readonly AnyTask[],
  flags: RunFlags,
): Promise<number> {
  const planned = [];
  for (const { model } of models) {
    const { name, revision } = model.metadata;
    const plans = await Promise.all(tasks.map((task) => planTask(task, model.metadata, flags)));
    planned.push({ name, revision, tasks: plans });
  }
  if (flags.json) printJson({ models: planned });
  else for (const plan of planned) printPlan(plan);
  return 0;
}

async function planTask(task: AnyTask, model: TargetModel["model"]["metadata"], flags: RunFlags): Promise<PlannedTask> {
  const { name, dataset } = task.metadata;
  const wanted = evaluationsOf(task.metadata, flags);
  const existing = flags.overwriteStrategy === "always" ? null : await findTaskResult(flags.outputFolder, model, name);
  const missing = existing ? missingEvaluations(existing, wanted) : wanted;
  return {
    task: name,
    splits: [...new Set(wanted.map(({ split }) => split))],
    subsets: [...new Set(wanted.map(({ subset }) => subset))],
    dataset: dataset.path,
    revision: dataset.revision,
    evaluations: wanted.length,
    done: wanted.length - missing.length,
  };
}

function printPlan(plan: {
  readonly name: string;
  readonly revision: string;
  readonly tasks: readonly PlannedTask[];
}): void {
  say(`${paint("bold", plan.name, process.stderr)} ${paint("dim", plan.revision, process.stderr)}`);
  const rows = plan.tasks.map(({ task, splits, subsets, dataset, revision, evaluations, done }) => [
    task,
    splits.join(",") || "none",
    subsets.length > 4 && process.stdout.isTTY ? `${subsets.length} subsets` : subsets.join(","),
    done === 0 ? "no" : done === evaluations ? "yes" : `${done} of ${evaluations}`,
    dataset.startsWith("file:") ? "with the plugin" : `${dataset}@${revision.slice(0, 8)}`,
  ]);
  printListing({ header: ["task", "splits", "subsets", "done", "dataset"], rows, noun: "task" });
}
