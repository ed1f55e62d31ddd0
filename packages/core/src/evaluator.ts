import type { z } from "zod";
import type { LoadContext, TaskDataset } from "./dataset.ts";
import type { EmbeddingSource } from "./embeddings.ts";
import type { ImageConversion, Role } from "./encoder.ts";
import type { Task } from "./task.ts";
import type { TaskMetadata } from "./task-metadata.ts";

/** Texts given directly, such as candidate labels. */
export interface TextRequest {
  readonly texts: readonly string[];
  readonly role?: Role;
}

/** Rows of a loaded table; `image` and `text` name columns, both together ask for fused embeddings. */
export interface TableRequest {
  /** Key in the {@link TaskDataset}. */
  readonly table: string;
  readonly image?: string;
  readonly text?: string;
  /** Ascending row indices; default all rows. The source handed to `score` has one row per entry. */
  readonly rows?: readonly number[];
  readonly role?: Role;
  /** `rgb` forces a plain conversion before the model sees the image. Default: what the model does. */
  readonly imageConversion?: ImageConversion;
}

export type EncodeRequest = TextRequest | TableRequest;

/** Plain data (structured-cloneable): what must be embedded, and the truth that scoring compares with. */
export interface EvaluationPlan<Truth = unknown> {
  /** Requests by a name of the evaluator's choice; `score` finds the embeddings under the same names. */
  readonly requests: Readonly<Record<string, EncodeRequest>>;
  /** Labels, qrels, drawn samples: all that scoring needs besides embeddings. */
  readonly truth: Truth;
}

export interface PlanContext<Options = unknown> extends LoadContext {
  readonly definition: Task;
  readonly dataset: TaskDataset;
  readonly options: Options;
}

export type Similarity = "cosine" | "dot" | "max-sim";

export interface ScoreContext<Options = unknown, Truth = unknown> {
  readonly embeddings: Readonly<Record<string, EmbeddingSource>>;
  readonly truth: Truth;
  readonly options: Options;
  /** The model's own similarity; evaluators that always use cosine ignore it. */
  readonly similarity: Similarity;
  /** 42 in every published result. */
  readonly seed: number;
  readonly signal?: AbortSignal;
  /** Whether {@link Scoring.predictions} is wanted. */
  readonly wantsPredictions?: boolean;
}

export type ScoreValue = number | null | readonly ScoreValue[] | { readonly [metric: string]: ScoreValue };

/** Metric name → value, in the order of the result file. `NaN` where a metric is undefined. */
export type Scores = Readonly<Record<string, ScoreValue>>;

export interface Scoring {
  readonly scores: Scores;
  /** JSON value in the reference's prediction-file layout. */
  readonly predictions?: unknown;
}

/** How a task is scored, in words: for `mieb describe` and the pages made from the metadata. */
export interface Explanation {
  /** One to three sentences: what is embedded, how it is compared, what the main score says. */
  readonly protocol: string;
  /** What a reader of scores would not expect, and is kept because published scores depend on it. A sentence each. */
  readonly quirks: readonly string[];
}

/**
 * How a family of tasks is scored, in phases that need no model, so that the runner alone encodes, caches and resumes.
 *
 * `load` and `plan` read data and draw whatever decides what is embedded; `score` is a pure function of the
 * embeddings, the truth and the seed.
 */
export interface Evaluator<Options = unknown, Truth = unknown> {
  readonly name: string;
  /** Options a task may give; parsed when the registry is made. */
  readonly options: z.ZodType<Options>;
  /** Names `mainScore` may take. */
  readonly metrics: readonly string[];
  /**
   * Whether it compares inputs of several vectors each (late interaction), by MaxSim. Default: no; models of that kind skip
   * its tasks.
   */
  readonly takesSeveralVectors?: boolean;
  /** Standard loading of this family. Called by the runner unless the task brings `loadDataset`. */
  load(context: LoadContext): Promise<TaskDataset>;
  /** Called once per (split, subset), after loading. */
  plan(context: PlanContext<Options>): Promise<EvaluationPlan<Truth>>;
  /** Called when every request of the plan has its embeddings. */
  score(context: ScoreContext<Options, Truth>): Promise<Scoring>;
  /** Says in words how a task with these options is scored. Called for documentation only. */
  explain?(options: Options, task: TaskMetadata): Explanation;
}

/** Checks an evaluator's types against each other and forgets its parameters, so that a registry can hold it. */
export function defineEvaluator<Options, Truth>(evaluator: Evaluator<Options, Truth>): Evaluator {
  return evaluator;
}
