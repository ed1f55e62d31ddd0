import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import {
  createRegistry,
  defineEvaluator,
  memoryTable,
  z,
  type Encoder,
  type Model,
  type Task,
  type Value,
} from "@mieb/core";
import { runEvaluation, type RunReport } from "@mieb/runner";

export type Modality = "image" | "text";

/** Scores nothing: the vectors are what is timed. */
const evaluator = defineEvaluator({
  name: "throughput",
  options: z.object({ column: z.enum(["image", "text"]) }),
  metrics: ["count"],
  takesSeveralVectors: true,
  load: async ({ repository, split, subset }) => ({ rows: await repository.table(subset, split) }),
  plan: async ({ options: { column } }) => ({ requests: { rows: { table: "rows", [column]: column } }, truth: null }),
  score: async ({ embeddings }) => ({ scores: { count: embeddings["rows"]?.rowCount ?? 0 } }),
});

export interface PipelineOptions {
  readonly model: Model;
  readonly modality: Modality;
  readonly values: readonly Value[];
  readonly batchSize: number;
  readonly threads: number;
}

/** One run from rows to stored vectors, with an empty store: reading, hashing, decoding, preprocessing, inference, storing. */
export async function runPipeline(options: PipelineOptions): Promise<RunReport> {
  const { model, modality, values, batchSize, threads } = options;
  const cacheFolder = await mkdtemp(join(tmpdir(), "mieb-throughput-"));
  const table = memoryTable("throughput", { [modality]: values }, { [modality]: { kind: modality } });
  const repository = {
    path: "throughput",
    revision: "local",
    configs: async () => ["default"],
    splits: async () => ["test"],
    table: async () => table,
  };
  try {
    const report = await runEvaluation({
      registry: createRegistry([{ name: "throughput", contractVersion: 1, evaluators: [evaluator] }]),
      hub: { dataset: async () => repository },
      model,
      tasks: [taskOf(modality)],
      outputFolder: null,
      cacheFolder,
      batchSize,
      threads,
      onError: "fail",
    });
    if (report.failures[0]) throw report.failures[0].error;
    return report;
  } finally {
    await rm(cacheFolder, { recursive: true, force: true });
  }
}

/** The model with an encoder that is loaded once and stays open over many runs. */
export function staysLoaded(model: Model, encoder: Encoder): Model {
  const kept = Object.create(encoder, { [Symbol.asyncDispose]: { value: async () => undefined } }) as Encoder;
  return { ...model, load: async () => kept };
}

function taskOf(modality: Modality): Task {
  return {
    evaluator: "throughput",
    options: { column: modality },
    metadata: {
      name: `Throughput-${modality}`,
      description: "Made up for timing.",
      type: "ImageClassification",
      category: "i2t",
      modalities: [modality],
      dataset: { path: "throughput", revision: "local" },
      evalSplits: ["test"],
      subsets: { default: ["eng-Latn"] },
      mainScore: "count",
      license: "apache-2.0",
      reference: null,
      citation: "",
    },
  };
}
