import { createHash } from "node:crypto";
import { join } from "node:path";
import {
  collectEmbeddings,
  createRegistry,
  defineEvaluator,
  memoryTable,
  MiebError,
  type AnyTask,
  type DatasetRepository,
  type Encoder,
  type EncoderInput,
  type Evaluator,
  type Model,
  type Registry,
  type Table,
  type Task,
  type TaskMetadata,
} from "@mieb/core";
import { z } from "zod";
import { runEvaluation } from "../src/run-evaluation.ts";
import type { RunEvent } from "../src/events.ts";
import type { DatasetHub, RunDependencies, RunOptions, RunReport } from "../src/run-options.ts";

/** Distinct "images": the runner never decodes, so any bytes do. */
export const images = (count: number, from = 0): readonly Uint8Array[] =>
  Array.from({ length: count }, (_, index) => new TextEncoder().encode(`image ${from + index}`));

export function imageTable(name: string, values: readonly Uint8Array[]): Table {
  return memoryTable(name, {
    image: values.map((bytes) => ({ bytes })),
    text: values.map((_, row) => `caption ${row}`),
  });
}

const optionsSchema = z.object({
  image: z.string().optional(),
  text: z.string().optional(),
  labels: z.array(z.string()).optional(),
});

/** Scores the mean of all numbers in the embeddings: any wrong, lost or swapped vector changes it. */
export const meanEvaluator: Evaluator = defineEvaluator({
  name: "mean",
  options: optionsSchema,
  metrics: ["mean"],
  load: async ({ repository, split, subset }) => ({ rows: await repository.table(subset, split) }),
  plan: async ({ options: { labels, ...columns } }) => ({
    requests: {
      rows: {
        table: "rows",
        ...(columns.image && { image: columns.image }),
        ...(columns.text && { text: columns.text }),
      },
      ...(labels && { labels: { texts: labels } }),
    },
    truth: null,
  }),
  async score({ embeddings }) {
    const blocks = await Promise.all(Object.values(embeddings).map(collectEmbeddings));
    const rowMeans = blocks.flatMap(({ values, dimension }) =>
      Array.from({ length: values.length / dimension }, (_, row) =>
        mean(values.subarray(row * dimension, (row + 1) * dimension)),
      ),
    );
    return {
      scores: { rows: rowMeans.length, mean: mean(rowMeans.map((value, row) => value * (row + 1))) },
      predictions: rowMeans,
    };
  },
});

function mean(values: ArrayLike<number>): number {
  return Array.from(values).reduce((sum, value) => sum + value, 0) / values.length;
}

export function tinyTask(
  name: string,
  task: Partial<Omit<Task, "metadata">> & { readonly metadata?: Partial<TaskMetadata> } = {},
): Task {
  return {
    evaluator: "mean",
    options: { image: "image" },
    ...task,
    metadata: {
      name,
      description: "A test.",
      type: "ImageClassification",
      category: "i2c",
      modalities: ["image"],
      dataset: { path: `tiny/${name.toLowerCase()}`, revision: "1" },
      evalSplits: ["test"],
      subsets: { default: ["eng-Latn"] },
      mainScore: "mean",
      license: "cc0-1.0",
      reference: null,
      citation: "",
      ...task.metadata,
    },
  };
}

/** Repositories by path; a repository is tables by `config/split`. */
export function memoryHub(repositories: Readonly<Record<string, Readonly<Record<string, Table>>>>): DatasetHub {
  return {
    async dataset(path, revision): Promise<DatasetRepository> {
      const tables = repositories[path];
      if (!tables) throw new MiebError("DATASET_REPOSITORY_NOT_FOUND", `No repository ${path}.`);
      return {
        path,
        revision,
        configs: async () => ["default"],
        splits: async () => ["test"],
        table: async (config, split) => {
          const table = tables[`${config}/${split}`];
          if (!table) throw new MiebError("DATASET_SPLIT_NOT_FOUND", `${path} has no ${config}/${split}.`);
          return table;
        },
      };
    },
  };
}

/** 4 numbers in (0, 1) drawn from the input. */
export function vectorOf({ text, image }: Pick<EncoderInput, "text" | "image">): Float32Array {
  const digest = createHash("sha256")
    .update(image ?? "")
    .update("|")
    .update(text ?? "")
    .digest();
  return Float32Array.from({ length: 4 }, (_, index) => (digest[index] ?? 0) / 256);
}

export interface CountingModel extends Model {
  /** Inputs of every encoder call. */
  readonly batches: (readonly EncoderInput[])[];
  loads: number;
}

export function countingModel(
  encoder: Partial<Encoder> = { fingerprint: "tiny" },
  metadata: Partial<Model["metadata"]> = {},
): CountingModel {
  const model: CountingModel = {
    metadata: { name: "tiny/model", revision: "r1", modalities: ["image", "text"], ...metadata },
    batches: [],
    loads: 0,
    async load() {
      model.loads++;
      return {
        async encode(batch) {
          model.batches.push(batch);
          const values = new Float32Array(batch.length * 4);
          batch.forEach((input, row) => values.set(vectorOf(input), row * 4));
          return { values, rowCount: batch.length, dimension: 4 };
        },
        ...encoder,
      };
    },
  };
  return model;
}

export function registryOf(tasks: readonly AnyTask[]): Registry {
  return createRegistry([{ name: "tiny", contractVersion: 1, tasks, evaluators: [meanEvaluator] }]);
}

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

export const encodedCount = ({ batches }: CountingModel): number =>
  batches.reduce((sum, batch) => sum + batch.length, 0);
