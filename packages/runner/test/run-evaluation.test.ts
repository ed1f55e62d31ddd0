import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import type { Encoder, Model } from "@mieb/core";
import { readTaskResult } from "@mieb/results";
import { describe, expect, it } from "vitest";
import { countingModel, encodedCount } from "./counting-model.ts";
import { images, imageTable, memoryHub } from "./memory-hub.ts";
import { runTiny } from "./run-tiny.ts";
import { tinyTask } from "./tiny-task.ts";
import { temporaryFolder } from "./temporary-folder.ts";

const hub = memoryHub({
  "tiny/one": { "default/test": imageTable("tiny/one", images(10)) },
  "tiny/two": { "default/test": imageTable("tiny/two", images(10, 5)) },
});
const [one, two] = [tinyTask("One"), tinyTask("Two")];

describe("a run", () => {
  it("writes the reference's files and reports what it did", async () => {
    const folder = await temporaryFolder();
    const report = await runTiny({ folder, hub, tasks: [one], batchSize: 4 });
    const resultFolder = join(folder, "results", "tiny__model", "r1");
    const result = await readTaskResult(join(resultFolder, "One.json"));
    expect(result).toMatchObject({
      dataset_revision: "1",
      task_name: "One",
      mteb_version: "2.26.24",
      scores: { test: [{ rows: 10, hf_subset: "default", languages: ["eng-Latn"], mteb_version: "2.26.24" }] },
      mieb: { fingerprint: "tiny", batchSize: 4, encoded: 10, cached: 0 },
    });
    expect(Object.keys(result.scores["test"]![0]!)).toEqual([
      "rows",
      "mean",
      "main_score",
      "hf_subset",
      "languages",
      "mteb_version",
    ]);
    expect(result.evaluation_phases?.map(({ name }) => name)).toEqual([
      "Loading data",
      "Planning",
      "Encoding rows",
      "Scoring",
    ]);
    expect(result.evaluation_phases?.[0]?.start).toBe(0);
    expect(JSON.parse(await readFile(join(resultFolder, "model_meta.json"), "utf8"))).toMatchObject({
      name: "tiny/model",
      embed_dim: 4,
    });
    expect(await readFile(join(resultFolder, "run_settings.jsonl"), "utf8")).toContain(
      '{"task": "One", "splits": ["test"], "version": {"mteb": "2.26.24"',
    );
    expect(report.summary).toMatchObject({ done: 1, reused: 0, skipped: 0, failed: 0, encoded: 10, cached: 0 });
    expect(report.events.map(({ type }) => type)).toEqual([
      "run-start",
      "task-start",
      ...Array.from({ length: 3 }, () => "phase-start"),
      ...Array.from({ length: 4 }, () => "encode-progress"),
      "phase-start",
      "entry-scored",
      "task-done",
      "run-end",
    ]);
  });

  it("records the versions of Python's packages where a model runs there, and null where none does", async () => {
    const folder = await temporaryFolder();
    const model = countingModel({ fingerprint: "tiny", software: { python: "3.13.1", torch: "2.15.0" } });
    await runTiny({ folder, hub, tasks: [one], model });
    const line = JSON.parse(
      await readFile(join(folder, "results/tiny__model/r1/run_settings.jsonl"), "utf8"),
    ) as object;
    expect(line).toMatchObject({ version: { mteb: "2.26.24", torch: "2.15.0", transformers: null } });
  });

  it("records how fast it was: latencies of this task's batches, and the process's peak of memory", async () => {
    const folder = await temporaryFolder();
    const pauses = [5, 5, 300];
    const paused: Encoder["encode"] = async (batch) => {
      await sleep(pauses.shift() ?? 0);
      return { values: new Float32Array(batch.length * 4).fill(1), rowCount: batch.length, dimension: 4 };
    };
    const model = countingModel({ fingerprint: "tiny", encode: paused });
    const first = await runTiny({ folder, hub, tasks: [one, two], model, batchSize: 4 });
    const [slow, fast] = first.results.map(({ mieb }) => mieb?.["batchLatencyMs"] as { p50: number; p99: number });
    expect([slow!.p50 >= 4, slow!.p50 < 300, slow!.p99 >= 299, fast!.p99 < 300]).toEqual([true, true, true, true]);
    expect(first.results[0]?.mieb?.["peakMemory"]).toBeGreaterThan(process.memoryUsage().rss / 4);
    const stored = await runTiny({ folder, hub, tasks: [one], outputFolder: join(folder, "again") });
    expect(stored.results[0]?.mieb).toMatchObject({ encoded: 0, encodedPerSecond: null, batchLatencyMs: null });
  });

  it("reuses a complete result without touching data or a model that describes itself", async () => {
    const folder = await temporaryFolder();
    await runTiny({ folder, hub, tasks: [one] });
    const model = { ...countingModel(), describe: async () => ({ fingerprint: "tiny" }) };
    const again = await runTiny({ folder, hub: memoryHub({}), tasks: [one], model });
    expect(again.summary).toMatchObject({ done: 0, reused: 1 });
    expect(model.loads).toBe(0);
  });

  it("encodes nothing twice, and does not even load a model that describes itself", async () => {
    const folder = await temporaryFolder();
    const first = await runTiny({ folder, hub, tasks: [one] });
    const model = {
      ...countingModel(),
      describe: async () => ({ fingerprint: "tiny" }),
      load: () => Promise.reject(new Error("loaded")),
    };
    const second = await runTiny({ folder, hub, tasks: [one], model, overwriteStrategy: "always" });
    expect(second.summary).toMatchObject({ done: 1, encoded: 0, cached: 10 });
    expect(second.results[0]!.scores).toEqual(first.results[0]!.scores);
  });

  it("encodes an image that two tasks share once", async () => {
    const folder = await temporaryFolder();
    const model = countingModel();
    const report = await runTiny({ folder, hub, tasks: [one, two], model });
    expect(encodedCount(model)).toBe(15);
    expect(report.summary).toMatchObject({ encoded: 15, cached: 5 });
  });

  it("encodes an image that occurs twice in a request once", async () => {
    const folder = await temporaryFolder();
    const model = countingModel();
    const twice = memoryHub({ "tiny/one": { "default/test": imageTable("tiny/one", [...images(4), ...images(4)]) } });
    const report = await runTiny({ folder, hub: twice, tasks: [one], model, batchSize: 3 });
    expect(model.batches.map(({ length }) => length)).toEqual([3, 1]);
    expect(report.results[0]!.scores["test"]![0]).toMatchObject({ rows: 8 });
  });

  it("records for each task what a metered encoder took for it", async () => {
    const model = countingModel({
      fingerprint: "tiny",
      usage: () => ({ inputs: encodedCount(model), cost: encodedCount(model) / 4 }),
    });
    const report = await runTiny({ folder: await temporaryFolder(), hub, tasks: [one, two], model });
    expect(report.results.map(({ mieb }) => mieb?.["usage"])).toEqual([
      { inputs: 10, cost: 2.5 },
      { inputs: 5, cost: 1.25 },
    ]);
  });

  it("keeps vectors of an encoder without a fingerprint for this run only", async () => {
    const folder = await temporaryFolder();
    const first = countingModel({});
    await runTiny({ folder, hub, tasks: [one, two], model: first });
    expect(encodedCount(first)).toBe(15);
    const second = countingModel({});
    const report = await runTiny({ folder, hub, tasks: [one], model: second, overwriteStrategy: "always" });
    expect(encodedCount(second)).toBe(10);
    expect(report.results[0]!.mieb).toMatchObject({ fingerprint: null });
  });

  it("closes the store and reports results even when the model does not end well", async () => {
    const folder = await temporaryFolder();
    const model = countingModel({
      fingerprint: "tiny",
      [Symbol.asyncDispose]: () => Promise.reject(new Error("worker hangs")),
    });
    const report = await runTiny({ folder, hub, tasks: [one], model });
    expect(report.summary).toMatchObject({ done: 1 });
    expect(report.events.at(-2)).toEqual({ type: "warning", message: "worker hangs" });
  });

  it("gives weights of another dtype a result folder of their own", async () => {
    const folder = await temporaryFolder();
    const report = await runTiny({ folder, hub, tasks: [one], dtype: "q8" });
    const done = report.events.find((event) => event.type === "task-done");
    expect(done?.file).toBe(join(folder, "results", "tiny__model", "r1", "experiments", "dtype_q8", "One.json"));
  });

  it("records dtype and device of weights it reads, and none for a model that chose for itself", async () => {
    const provenanceOf = async (model: Model): Promise<unknown> =>
      (await runTiny({ folder: await temporaryFolder(), hub, tasks: [one], model })).results[0]?.mieb;
    const weights = { ...countingModel(), neededFiles: () => [] };
    expect(await provenanceOf(weights)).toMatchObject({ dtype: "fp32", device: "cpu" });
    const unknown = await provenanceOf(countingModel());
    expect(unknown).not.toHaveProperty("dtype");
    expect(unknown).not.toHaveProperty("device");
  });

  it("refuses a batch size that is none", async () => {
    const run = runTiny({ folder: await temporaryFolder(), hub, tasks: [one], batchSize: 0 });
    await expect(run).rejects.toMatchObject({
      code: "USAGE_INVALID_ARGUMENT",
      message: expect.stringContaining("batchSize"),
    });
  });

  it("writes predictions where they are wanted, in the reference's layout", async () => {
    const folder = await temporaryFolder();
    await runTiny({ folder, hub, tasks: [one], predictionFolder: join(folder, "predictions") });
    const file = JSON.parse(await readFile(join(folder, "predictions", "One_predictions.json"), "utf8")) as unknown;
    expect(file).toEqual({
      mteb_model_meta: { model_name: "tiny/model", revision: "r1" },
      default: { test: Array.from({ length: 10 }, () => expect.any(Number)) },
    });
  });
});
