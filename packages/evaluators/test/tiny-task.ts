import {
  embeddingSource,
  MiebError,
  type DatasetRepository,
  type EmbeddingSource,
  type EvaluationPlan,
  type Evaluator,
  type PlanContext,
  type Scoring,
  type Similarity,
  type Table,
  type Task,
  type TaskDataset,
  type TaskMetadata,
} from "@mieb/core";

/** Metadata of a task that exists only in a test. */
export function tinyMetadata(changes: Partial<TaskMetadata> = {}): TaskMetadata {
  return {
    name: "Tiny",
    description: "Made up for a test.",
    type: "Test",
    category: "i2t",
    modalities: ["text", "image"],
    dataset: { path: "tiny/data", revision: "1" },
    evalSplits: ["test"],
    subsets: { default: ["eng-Latn"] },
    mainScore: "accuracy",
    license: "cc0-1.0",
    reference: null,
    citation: "",
    ...changes,
  };
}

/** A repository whose tables are given by `config/split`. */
export function memoryRepository(tables: Readonly<Record<string, Table>>): DatasetRepository {
  const places = Object.keys(tables).map((place) => place.split("/") as [string, string]);
  return {
    path: "tiny/data",
    revision: "1",
    configs: async () => [...new Set(places.map(([config]) => config))],
    splits: async (wanted) => places.filter(([config]) => config === wanted).map(([, split]) => split),
    async table(config, split) {
      const table = tables[`${config}/${split}`];
      if (!table) throw new MiebError("DATASET_SPLIT_NOT_FOUND", `tiny/data: no ${config}/${split}.`);
      return table;
    },
  };
}

/** A task to plan and score: what a test wants to say about it. */
export interface TinyTask {
  readonly metadata?: Partial<TaskMetadata>;
  readonly columns?: Readonly<Record<string, string>>;
  readonly options?: Readonly<Record<string, unknown>>;
  readonly hooks?: Pick<Task, "candidateLabels">;
  readonly repository?: Readonly<Record<string, Table>>;
  /** Loaded tables; default what the evaluator loads from `repository`. */
  readonly dataset?: TaskDataset;
  readonly split?: string;
}

/** Loads (unless the dataset is given) and plans, as the runner does. */
export async function planTiny(
  evaluator: Evaluator,
  tiny: TinyTask,
): Promise<EvaluationPlan & { dataset: TaskDataset }> {
  const task = tinyMetadata(tiny.metadata);
  const load = {
    task,
    columns: tiny.columns ?? {},
    options: evaluator.options.parse(tiny.options ?? {}),
    repository: memoryRepository(tiny.repository ?? {}),
    split: tiny.split ?? "test",
    subset: "default",
  };
  const dataset = tiny.dataset ?? (await evaluator.load(load));
  const definition: Task = { metadata: task, evaluator: evaluator.name, ...tiny.hooks };
  const context: PlanContext = { ...load, definition, dataset };
  return { ...(await evaluator.plan(context)), dataset };
}

/** What scoring is given beside the plan. */
export interface TinyScoring {
  readonly embeddings: Readonly<Record<string, EmbeddingSource>>;
  readonly options?: Readonly<Record<string, unknown>>;
  readonly similarity?: Similarity;
  readonly signal?: AbortSignal;
  readonly wantsPredictions?: boolean;
}

/** Scores a plan's truth, checking on the way that the plan is plain data. */
export async function scoreTiny(evaluator: Evaluator, plan: EvaluationPlan, given: TinyScoring): Promise<Scoring> {
  const { options, similarity = "cosine", ...rest } = given;
  const { truth } = structuredClone({ requests: plan.requests, truth: plan.truth });
  return evaluator.score({ ...rest, truth, similarity, options: evaluator.options.parse(options ?? {}), seed: 42 });
}

/** Rows of numbers as a source, handed out in chunks of `chunkRows`. */
export function vectors(values: readonly number[], dimension: number, chunkRows = Infinity): EmbeddingSource {
  const rowCount = values.length / dimension;
  const whole = embeddingSource({ values: Float32Array.from(values), rowCount, dimension });
  if (chunkRows >= rowCount) return whole;
  return {
    ...whole,
    async *chunks() {
      for (let start = 0; start < rowCount; start += chunkRows) {
        const rows = Array.from({ length: Math.min(chunkRows, rowCount - start) }, (_, row) => start + row);
        yield await whole.rows(rows);
      }
    },
  };
}
