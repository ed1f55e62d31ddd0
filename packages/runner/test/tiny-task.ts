import {
  collectEmbeddings,
  createRegistry,
  defineEvaluator,
  type AnyTask,
  type Evaluator,
  type Registry,
  type Task,
  type TaskMetadata,
} from "@mieb/core";
import { z } from "zod";

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

export function registryOf(tasks: readonly AnyTask[]): Registry {
  return createRegistry([{ name: "tiny", contractVersion: 1, tasks, evaluators: [meanEvaluator] }]);
}
