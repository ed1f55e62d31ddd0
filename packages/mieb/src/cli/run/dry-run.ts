import {
  isAggregateTask,
  type AnyTask,
  type EncoderTraits,
  type Model,
  type Registry,
  type TaskResult,
} from "@mieb/core";
import { openHub } from "@mieb/datasets";
import { evaluationsOf, findTaskResult, missingEvaluations, type Evaluation } from "@mieb/results";
import { dataRevision, whyOutdated } from "@mieb/runner";
import { printJson, printListing } from "../listing/print-listing.ts";
import { paint, say } from "../terminal.ts";
import type { RunFlags } from "./run-flags.ts";
import type { TargetModel } from "./targets.ts";

/** What a run would do for one task. */
interface PlannedTask {
  readonly task: string;
  /** For a component that was not asked for: the task that averages it. */
  readonly componentOf?: string;
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
  { flags, registry }: { readonly flags: RunFlags; readonly registry: Registry },
): Promise<number> {
  const planned = [];
  for (const { model } of models) {
    const { name, revision } = model.metadata;
    const steps = tasks.flatMap((task) => stepsOf(task, { tasks, flags, registry }));
    const plans = await Promise.all(steps.map((step) => planStep(step, { model, flags, registry })));
    planned.push({ name, revision, tasks: plans });
  }
  if (flags.json) printJson({ models: planned });
  else for (const plan of planned) printPlan(plan);
  return 0;
}

interface Plan {
  readonly model: Model;
  readonly flags: RunFlags;
  readonly registry: Registry;
}

/** A task and what of it is evaluated. */
interface Step {
  readonly task: AnyTask;
  readonly wanted: readonly Evaluation[];
  readonly componentOf?: string;
}

/** The components of an aggregate, as far as they enter its mean and are not asked for by themselves; then the task. */
function stepsOf(
  task: AnyTask,
  { tasks, flags, registry }: Omit<Plan, "model"> & { readonly tasks: readonly AnyTask[] },
): readonly Step[] {
  const own = { task, wanted: evaluationsOf(task.metadata, flags) };
  if (!isAggregateTask(task) || own.wanted.length === 0) return [own];
  const components = task.components.flatMap(({ task: name, splits, subsets }) => {
    const component = registry.tasks.find(name);
    if (!component || tasks.includes(component)) return [];
    const wanted = evaluationsOf(component.metadata, {}).filter(
      ({ split, subset }) => (splits?.includes(split) ?? true) && (subsets?.includes(subset) ?? true),
    );
    return [{ task: component, wanted, componentOf: task.metadata.name }];
  });
  return [...components, own];
}

async function planStep({ task, wanted, componentOf }: Step, plan: Plan): Promise<PlannedTask> {
  const { name, dataset } = task.metadata;
  const existing = await usableResult(task, plan);
  const missing = existing ? missingEvaluations(existing, wanted) : wanted;
  return {
    task: name,
    ...(componentOf !== undefined && { componentOf }),
    splits: [...new Set(wanted.map(({ split }) => split))],
    subsets: [...new Set(wanted.map(({ subset }) => subset))],
    dataset: dataset.path,
    revision: dataset.revision,
    evaluations: wanted.length,
    done: wanted.length - missing.length,
  };
}

/** A result that a run would reuse. A model that cannot describe itself is not loaded to find out. */
async function usableResult(task: AnyTask, { model, flags, registry }: Plan): Promise<TaskResult | null> {
  if (flags.overwriteStrategy === "always") return null;
  const found = await findTaskResult(flags.outputFolder, model.metadata, task.metadata.name);
  if (!found) return null;
  const hub = openHub();
  const revision = await dataRevision(task, {
    registry,
    openRepository: ({ path, revision }) => hub.dataset(path, revision),
  });
  const context = { dtype: flags.dtype ?? "fp32", device: flags.device ?? "cpu" };
  const recorded = found.mieb?.fingerprint;
  const traits = async (): Promise<EncoderTraits> =>
    (await model.describe?.(context)) ?? (typeof recorded === "string" ? { fingerprint: recorded } : {});
  return (await whyOutdated(found, { revision, session: { traits } })) === undefined ? found : null;
}

function printPlan(plan: {
  readonly name: string;
  readonly revision: string;
  readonly tasks: readonly PlannedTask[];
}): void {
  say(`${paint("bold", plan.name, process.stderr)} ${paint("dim", plan.revision, process.stderr)}`);
  const rows = plan.tasks.map(({ task, componentOf, splits, subsets, dataset, revision, evaluations, done }) => [
    componentOf === undefined ? task : `${task} for ${componentOf}`,
    splits.join(",") || "none",
    subsets.length > 4 && process.stdout.isTTY ? `${subsets.length} subsets` : subsets.join(","),
    done === 0 ? "no" : done === evaluations ? "yes" : `${done} of ${evaluations}`,
    dataset.startsWith("file:") ? "with the plugin" : `${dataset}@${revision.slice(0, 8)}`,
  ]);
  printListing({ header: ["task", "splits", "subsets", "done", "dataset"], rows, noun: "task" });
}
