import {
  evaluatorOptions,
  type EmbeddingSource,
  type ScoreContext,
  type ScoreEntry,
  type Scoring,
  type Task,
  type TaskDataset,
} from "@mieb/core";
import { writePredictions, type Evaluation } from "@mieb/results";
import { encodeRequest } from "../encode/encode-request.ts";
import type { EncodeProgress } from "../encode/progress-meter.ts";
import type { Phase } from "../events.ts";
import { writingFailure } from "../full-disk.ts";
import type { RunContext } from "./run-context.ts";
import { scoreEntry } from "./score-entry.ts";
import type { Stopwatch } from "./stopwatch.ts";

export interface SubsetEvaluation extends Evaluation {
  readonly task: Task;
  readonly stopwatch: Stopwatch;
}

/** Evaluates one subset of one split: load, transform, plan, encode, score. */
export async function evaluateSubset(evaluation: SubsetEvaluation, context: RunContext): Promise<ScoreEntry> {
  const { task, split, subset } = evaluation;
  const evaluator = context.options.registry.evaluators.get(task.evaluator);
  const options = evaluatorOptions(task, evaluator);
  const phase = phaseRunner(evaluation, context);

  const { load, dataset } = await phase("load", "Loading data", () => context.loads.take(task, { split, subset }));
  const plan = await phase("plan", "Planning", () => evaluator.plan({ ...load, definition: task, dataset, options }));
  const embeddings: Record<string, EmbeddingSource> = {};
  for (const [name, request] of Object.entries(plan.requests)) {
    const encode = encodeContext(name, dataset, { evaluation, context });
    embeddings[name] = await phase("encode", `Encoding ${name}`, () => encodeRequest(name, request, encode));
  }
  const score = { embeddings, truth: plan.truth, options, ...scoreSettings(context) };
  const scoring = await phase("score", "Scoring", () => evaluator.score(score));
  await keepPredictions(scoring, { task, split, subset }, context);
  return scoreEntry(task.metadata, subset, scoring.scores);
}

/** What scoring takes from the run: the model's similarity, the seed of every published result, and how to stop. */
function scoreSettings({ model, options }: RunContext): Omit<ScoreContext, "embeddings" | "truth" | "options"> {
  options.signal?.throwIfAborted();
  return {
    similarity: model.similarity ?? "cosine",
    seed: 42,
    wantsPredictions: Boolean(options.predictionFolder),
    ...(options.signal && { signal: options.signal }),
  };
}

async function keepPredictions(
  { predictions }: Scoring,
  { task, split, subset }: Omit<SubsetEvaluation, "stopwatch">,
  { model, options: { predictionFolder } }: RunContext,
): Promise<void> {
  if (!predictionFolder || predictions === undefined) return;
  const target = { task: task.metadata.name, model, split, subset };
  await writePredictions(predictionFolder, target, predictions).catch((error: unknown) => {
    throw writingFailure(error, { name: "predictions", path: predictionFolder, flag: "--prediction-folder" });
  });
}

type PhaseRunner = <T>(phase: Phase, name: string, work: () => Promise<T>) => Promise<T>;

function phaseRunner({ task, split, subset, stopwatch }: SubsetEvaluation, { emit }: RunContext): PhaseRunner {
  return (phase, name, work) => {
    emit({ type: "phase-start", task: task.metadata.name, phase, split, subset });
    return stopwatch.time(name, { split, subset }, work);
  };
}

interface EncodeSetting {
  readonly evaluation: SubsetEvaluation;
  readonly context: RunContext;
}

function encodeContext(
  request: string,
  dataset: TaskDataset,
  { evaluation: { task, split, subset }, context }: EncodeSetting,
): Parameters<typeof encodeRequest>[2] {
  const { session, batchSize, memory, options, totals, emit } = context;
  let before = { done: 0, cached: 0 };
  return {
    session,
    dataset,
    batchSize,
    memory,
    encodeOptions: { task: task.metadata, split, subset, ...(options.signal && { signal: options.signal }) },
    onProgress(progress: EncodeProgress) {
      totals.cached += progress.cached - before.cached;
      totals.encoded += progress.done - progress.cached - (before.done - before.cached);
      before = progress;
      emit({ type: "encode-progress", task: task.metadata.name, request, ...progress });
    },
  };
}
