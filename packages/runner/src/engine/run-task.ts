import type { Task, TaskMetadata, TaskResult } from "@mieb/core";
import type { Evaluation } from "@mieb/results";
import { evaluateSubset } from "./evaluate-subset.ts";
import { findResumption } from "./find-resumption.ts";
import { provenance } from "./provenance.ts";
import { extendResult, type ResultDetails } from "./result-draft.ts";
import type { RunContext, TaskOutcome } from "./run-context.ts";
import { saveResult } from "./save-result.ts";
import { createStopwatch, type Stopwatch } from "./stopwatch.ts";

/**
 * Evaluates what of `wanted` has no result yet. The file is rewritten after each subset, so that a run which ends early
 * keeps the finished ones.
 */
export async function runTask(task: Task, wanted: readonly Evaluation[], context: RunContext): Promise<TaskOutcome> {
  const { base, missing, revision } = await findResumption(task, wanted, context);
  if (base && missing.length === 0) return { kind: "reused", result: base };
  const lacking = lackingModalities(task.metadata, context);
  if (lacking.length > 0) return { kind: "skipped", reason: lackingReason(lacking, context) };

  const stopwatch = createStopwatch();
  const detailsOf = detailsMeter(stopwatch, { base, revision }, context);
  let [result, file]: [TaskResult | null, string | null] = [base, null];
  for (const { split, subset } of missing) {
    context.options.signal?.throwIfAborted();
    const entry = await evaluateSubset({ task, split, subset, stopwatch }, context);
    result = extendResult(task.metadata, result, { split, entry, details: await detailsOf() });
    file = await saveResult(result, context);
    context.emit({ type: "entry-scored", task: task.metadata.name, split, subset, entry });
  }
  return { kind: "done", result: result as TaskResult, file };
}

/** Details of a result at the moment of asking: time and effort since the task began. */
function detailsMeter(
  stopwatch: Stopwatch,
  { base, revision }: { readonly base: TaskResult | null; readonly revision: string },
  context: RunContext,
): () => Promise<ResultDetails> {
  const before = { ...context.totals };
  return async () => {
    const encoding = stopwatch.phases.filter(({ name }) => name.startsWith("Encoding"));
    const effort = {
      encoded: context.totals.encoded - before.encoded,
      cached: context.totals.cached - before.cached,
      encodeSeconds: encoding.reduce((sum, { start, end }) => sum + end - start, 0),
    };
    return {
      revision,
      seconds: (base?.evaluation_time ?? 0) + stopwatch.seconds,
      phases: [...stopwatch.phases],
      mieb: await provenance(context, effort),
    };
  };
}

function lackingModalities(task: TaskMetadata, { model }: RunContext): readonly string[] {
  return task.modalities.filter((modality) => !model.modalities.includes(modality));
}

function lackingReason(lacking: readonly string[], { model }: RunContext): string {
  return `${model.name} encodes ${model.modalities.join(" and ")}; the task also needs ${lacking.join(" and ")}.`;
}
