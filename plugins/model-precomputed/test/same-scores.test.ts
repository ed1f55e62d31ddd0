import { mkdtemp, rm, writeFile } from "node:fs/promises";
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

/** Asks for all inputs of the tasks and embeds each different one; by content hash. */
async function embeddedInputs(length: number): Promise<ReadonlyMap<string, readonly number[]>> {
  const vectors = new Map<string, readonly number[]>();
  for (const task of tasks) {
    const evaluations = task.metadata.evalSplits.flatMap((split) =>
      Object.keys(task.metadata.subsets).map((subset) => ({ split, subset })),
    );
    for await (const { inputs } of plannedInputs(task, evaluations, { registry, hub })) {
      const { values } = hashedEmbeddings(inputs, length);
      for (const [row, { identity }] of inputs.entries()) {
        vectors.set(identity.contentHash, [...values.subarray(row * length, (row + 1) * length)]);
      }
    }
  }
  return vectors;
}

function writeParquet(filename: string, vectors: ReadonlyMap<string, readonly number[]>): void {
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

async function scoresOf(model: Model, chosen = tasks): Promise<readonly (readonly [string, unknown])[]> {
  const options = { registry, hub, model, tasks: chosen, outputFolder: null, cacheFolder: join(folder, "cache") };
  const { results, failures } = await runEvaluation(options);
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
  writeParquet(file, await embeddedInputs(dimension));
  const precomputed = await vectorsFamily.open({ reference: `vectors:${file}`, scheme: "vectors" });
  const scores = await scoresOf(precomputed);
  expect(scores).toHaveLength(8);
  expect(scores).toEqual(await scoresOf(computing));
});

it("several vectors per input, in a .npy file, score as the late interaction model they are of", async () => {
  const count = 3;
  const vectors = await embeddedInputs(count * dimension);
  const header = `{'descr': '<f4', 'fortran_order': False, 'shape': (${vectors.size}, ${count}, ${dimension}), }`;
  const head = `\x93NUMPY\x01\0${String.fromCodePoint(118, 0)}${header.padEnd(117)}\n`;
  const values = Float32Array.from([...vectors.values()].flat());
  await writeFile(join(folder, "late.npy"), Buffer.concat([Buffer.from(head, "latin1"), Buffer.from(values.buffer)]));
  await writeFile(join(folder, "late.keys.txt"), [...vectors.keys(), ""].join("\n"));
  await writeFile(join(folder, "late.json"), JSON.stringify({ similarity: "max-sim" }));
  const late: Model = {
    metadata: { name: "late", revision: "1", modalities: ["image", "text"], similarity: "max-sim" },
    load: async () => ({
      fusion: "concatenate",
      encode: async (inputs) => ({
        ...hashedEmbeddings(inputs, count * dimension),
        dimension,
        rowOffsets: Uint32Array.from({ length: inputs.length + 1 }, (_, row) => row * count),
      }),
    }),
  };
  const searches = tasks.filter(({ evaluator }) => evaluator === "retrieval");
  expect(searches).not.toHaveLength(0);
  const reference = `vectors:${join(folder, "late.npy")}`;
  const precomputed = await vectorsFamily.open({ reference, scheme: "vectors" });
  const scores = await scoresOf(precomputed, searches);
  expect(scores).toEqual(await scoresOf(late, searches));
  expect(scores).not.toEqual(await scoresOf(computing, searches));
});
