import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createRegistry, type Model, type Task } from "@mieb/core";
import { openHub } from "@mieb/datasets";
import demo from "@mieb/demo";
import { evaluatorsPlugin } from "@mieb/evaluators";
import { metricsPlugin } from "@mieb/metrics";
import { plannedInputs, runEvaluation } from "@mieb/runner";
import { hashedEmbeddings } from "@mieb/testing";
import { parquetWriteFile } from "hyparquet-writer";
import { afterAll, beforeAll, expect, it } from "vitest";
import { vectorsFamily } from "../src/vectors-family.ts";

const registry = createRegistry([metricsPlugin, evaluatorsPlugin, demo]);
const tasks = registry.tasks.entries as readonly Task[];
const hub = openHub();
const dimension = 8;

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "mieb-vectors-"));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

/** Asks for all inputs of the tasks, embeds each different one and writes the vectors. */
async function embedInputs(filename: string): Promise<void> {
  const vectors = new Map<string, readonly number[]>();
  for (const task of tasks) {
    const evaluations = task.metadata.evalSplits.flatMap((split) =>
      Object.keys(task.metadata.subsets).map((subset) => ({ split, subset })),
    );
    for await (const { inputs } of plannedInputs(task, evaluations, { registry, hub })) {
      const { values } = hashedEmbeddings(inputs, dimension);
      for (const [row, { identity }] of inputs.entries()) {
        vectors.set(identity.contentHash, [...values.subarray(row * dimension, (row + 1) * dimension)]);
      }
    }
  }
  const columnData = [
    { name: "key", data: [...vectors.keys()] },
    { name: "vector", data: [...vectors.values()] },
  ];
  const schema = [
    { name: "root", num_children: 2 },
    { name: "key", type: "BYTE_ARRAY" as const, converted_type: "UTF8" as const, repetition_type: "REQUIRED" as const },
    { name: "vector", converted_type: "LIST" as const, repetition_type: "REQUIRED" as const, num_children: 1 },
    { name: "list", repetition_type: "REPEATED" as const, num_children: 1 },
    { name: "element", type: "FLOAT" as const, repetition_type: "REQUIRED" as const },
  ];
  parquetWriteFile({ filename, schema, columnData, rowGroupSize: 100 });
}

async function scoresOf(model: Model): Promise<readonly (readonly [string, unknown])[]> {
  const cacheFolder = join(folder, "cache");
  const { results, failures } = await runEvaluation({ registry, hub, model, tasks, outputFolder: null, cacheFolder });
  expect(failures).toEqual([]);
  return results.map(({ task_name, scores }) => [task_name, scores] as const);
}

/** The model whose vectors are written. */
const computing: Model = {
  metadata: { name: "computed", revision: "1", modalities: ["image", "text"] },
  load: async () => ({ encode: async (inputs) => hashedEmbeddings(inputs, dimension) }),
};

it("vectors made of the planned inputs score as the model they are of, on every kind of task", async () => {
  const file = join(folder, "vectors.parquet");
  await embedInputs(file);
  const precomputed = await vectorsFamily.open({ reference: `vectors:${file}`, scheme: "vectors" });
  const scores = await scoresOf(precomputed);
  expect(scores).toHaveLength(8);
  expect(scores).toEqual(await scoresOf(computing));
});
