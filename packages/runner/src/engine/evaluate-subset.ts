import {
  evaluatorOptions,
  type EmbeddingSource,
  type EncodeRequest,
  type EvaluationPlan,
  type ScoreContext,
  type ScoreEntry,
  type Scoring,
  type Task,
  type TaskDataset,
} from "@mieb/core";
import { writePredictions, type Evaluation } from "@mieb/results";
import type { PendingEmbeddings } from "../encode/encode-inputs.ts";
import { encodeRequest } from "../encode/encode-request.ts";
import { settleAll } from "../encode/settle-all.ts";
import type { EncodeProgress } from "../encode/progress-meter.ts";
import type { Phase } from "../events.ts";
import { writingFailure } from "../full-disk.ts";
import type { RunContext } from "./run-context.ts";
import { scoreEntry } from "./score-entry.ts";
import { variantSource } from "../variant/variant-of.ts";
import type { TaskMeter } from "./task-meter.ts";
import { warnOfDimension } from "./warn-of-dimension.ts";

export interface SubsetEvaluation extends Evaluation {
  readonly task: Task;
  readonly meter: TaskMeter;
}

/** A subset whose inputs are all handed to the encoder. */
export interface EncodedSubset {
  /** Resolves when nothing of it is being encoded any more, whatever came of it. */
  readonly ended: Promise<void>;
  /** Waits for the embeddings and scores them. */
  score(): Promise<ScoreEntry>;
}

/**
 * Evaluates one subset of one split: load, transform, plan, encode; what is returned scores it. The next subset may be
 * encoded meanwhile.
 */
export async function encodeSubset(evaluation: SubsetEvaluation, context: RunContext): Promise<EncodedSubset> {
  const { task, split, subset } = evaluation;
  const evaluator = context.options.registry.evaluators.get(task.evaluator);
  const options = evaluatorOptions(task, evaluator);
  const phase = phaseStarter(evaluation, context);

  const loading = phase("load", "Loading data");
  const { load, dataset } = await context.loads.take(task, { split, subset }).finally(loading);
  const planning = phase("plan", "Planning");
  const plan = await evaluator.plan({ ...load, definition: task, dataset, options }).finally(planning);
  const pending = await encodeAll(plan.requests, async (name, request) => {
    const encoding = phase("encode", `Encoding ${name}`);
    const setting = encodeContext(name, dataset, { evaluation, context });
    const encoded = await encodeRequest(name, request, setting).catch(endingWith(encoding));
    return { settled: () => encoded.settled().finally(encoding) };
  });
  return {
    ended: Promise.allSettled(pending.values()).then(() => undefined),
    async score() {
      await settleAll([...pending.values()]);
      const embeddings: Record<string, EmbeddingSource> = {};
      for (const [name, source] of pending) {
        const given = await source;
        warnOfDimension(given, context);
        embeddings[name] = await variantSource(given, context.options, name);
      }
      const score = { embeddings, truth: plan.truth, options, ...scoreSettings(context) };
      const scoring = await evaluator.score(score).finally(phase("score", "Scoring"));
      await keepPredictions(scoring, { task, split, subset }, context);
      return scoreEntry(task.metadata, subset, scoring.scores);
    },
  };
}

/** Hands one request after the other to the encoder. Rejects when nothing of them is under way any more. */
async function encodeAll(
  requests: EvaluationPlan["requests"],
  encode: (name: string, request: EncodeRequest) => Promise<PendingEmbeddings>,
): Promise<ReadonlyMap<string, Promise<EmbeddingSource>>> {
  const pending = new Map<string, Promise<EmbeddingSource>>();
  try {
    for (const [name, request] of Object.entries(requests)) {
      const source = (await encode(name, request)).settled();
      source.catch(() => undefined); // Whoever scores the subset sees the failure.
      pending.set(name, source);
    }
  } catch (error) {
    await Promise.allSettled(pending.values());
    throw error;
  }
  return pending;
}

/** For a failure: ends the phase and passes it on. */
function endingWith(end: () => void): (error: unknown) => never {
  return (error) => {
    end();
    throw error;
  };
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
  { task, split, subset }: Omit<SubsetEvaluation, "meter">,
  { model, options: { predictionFolder } }: RunContext,
): Promise<void> {
  if (!predictionFolder || predictions === undefined) return;
  const target = { task: task.metadata.name, model, split, subset };
  await writePredictions(predictionFolder, target, predictions).catch((error: unknown) => {
    throw writingFailure(error, { name: "predictions", path: predictionFolder, flag: "--prediction-folder" });
  });
}

/** Tells that a phase begins; what is returned ends it. */
type PhaseStarter = (phase: Phase, name: string) => () => void;

function phaseStarter(
  { task, split, subset, meter: { stopwatch } }: SubsetEvaluation,
  { emit }: RunContext,
): PhaseStarter {
  return (phase, name) => {
    emit({ type: "phase-start", task: task.metadata.name, phase, split, subset });
    return stopwatch.start(name, { split, subset });
  };
}

interface EncodeSetting {
  readonly evaluation: SubsetEvaluation;
  readonly context: RunContext;
}

function encodeContext(
  request: string,
  dataset: TaskDataset,
  { evaluation: { task, split, subset, meter }, context }: EncodeSetting,
): Parameters<typeof encodeRequest>[2] {
  const { session, batchSize, memory, options, totals, emit } = context;
  let before = { done: 0, cached: 0 };
  return {
    session,
    dataset,
    batchSize,
    memory,
    encodeOptions: { task: task.metadata, split, subset, ...(options.signal && { signal: options.signal }) },
    onEncoded: (milliseconds: number) => void meter.batchLatencies.push(milliseconds),
    onProgress(progress: EncodeProgress) {
      const cached = progress.cached - before.cached;
      const encoded = progress.done - before.done - cached;
      for (const counts of [totals, meter.inputs]) {
        counts.cached += cached;
        counts.encoded += encoded;
      }
      before = progress;
      emit({ type: "encode-progress", task: task.metadata.name, request, ...progress });
    },
  };
}
