import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout } from "node:timers/promises";
import { readTaskResult } from "@mieb/results";
import { MiebError, withRows, type ErrorCode, type AggregateTask, type Embeddings } from "@mieb/core";
import { describe, expect, it } from "vitest";
import type { RunEvent } from "../src/events.ts";
import type { EmbeddingStore } from "../src/store/embedding-store.ts";
import { countingModel, encodedCount, vectorOf } from "./counting-model.ts";
import { images, imageTable, memoryHub } from "./memory-hub.ts";
import { runTiny } from "./run-tiny.ts";
import { registryOf, tinyTask } from "./tiny-task.ts";
import { temporaryFolder } from "./temporary-folder.ts";

const hub = memoryHub({
  "tiny/one": { "default/test": imageTable("tiny/one", images(10)) },
  "tiny/two": { "default/test": imageTable("tiny/two", images(10, 5)) },
  "tiny/many": Object.fromEntries(
    ["en/test", "en/dev", "de/test", "de/dev"].map((name, index) => [
      name,
      imageTable(`tiny/many ${name}`, images(4, 20 + 4 * index)),
    ]),
  ),
  "tiny/empty": { "default/test": imageTable("tiny/empty", []) },
});
const [one, two] = [tinyTask("One"), tinyTask("Two")];
const many = tinyTask("Many", {
  metadata: { evalSplits: ["dev", "test"], subsets: { en: ["eng-Latn"], de: ["deu-Latn"] } },
});

const cellsOf = (scores: Readonly<Record<string, readonly { readonly hf_subset: string }[]>>): unknown =>
  Object.entries(scores).flatMap(([split, entries]) => entries.map(({ hf_subset }) => `${split}/${hf_subset}`));

it("is skipped before anything is encoded where the model gives several vectors per input", async () => {
  const model = countingModel();
  const late = { ...model, metadata: { ...model.metadata, similarity: "max-sim" as const } };
  const report = await runTiny({ folder: await temporaryFolder(), hub, tasks: [one], model: late });
  expect(report).toMatchObject({ summary: { done: 0, skipped: 1 }, results: [] });
  expect(encodedCount(model)).toBe(0);
});

it("warns once of vectors of another length than the model says", async () => {
  const events: RunEvent[] = [];
  const onEvent = (event: RunEvent): number => events.push(event);
  const run = { hub, tasks: [one, two], onEvent };
  await runTiny({ ...run, folder: await temporaryFolder(), model: countingModel(undefined, { embedDimension: 4 }) });
  await runTiny({ ...run, folder: await temporaryFolder(), model: countingModel(undefined, { embedDimension: null }) });
  expect(events.filter(({ type }) => type === "warning")).toEqual([]);
  await runTiny({ ...run, folder: await temporaryFolder(), model: countingModel(undefined, { embedDimension: 8 }) });
  expect(events.filter(({ type }) => type === "warning")).toEqual([
    expect.objectContaining({ message: expect.stringContaining("vectors of 8 numbers and gives 4") as string }),
  ]);
});

describe("a task that fails", () => {
  const broken = tinyTask("Broken", {
    metadata: { dataset: { path: "tiny/one", revision: "1" } },
    transform: () => Promise.reject(new MiebError("DATASET_INVALID_VALUE", "bad row")),
  });

  it("is recorded and takes no other task down", async () => {
    const report = await runTiny({ folder: await temporaryFolder(), hub, tasks: [one, broken, two] });
    expect(report.results.map(({ task_name }) => task_name)).toEqual(["One", "Two"]);
    expect(report.failures).toEqual([
      { task: "Broken", error: expect.objectContaining({ code: "DATASET_INVALID_VALUE" }) },
    ]);
    expect(report.stopped).toBeUndefined();
  });

  it("stops the run under onError fail, keeping what is done", async () => {
    const folder = await temporaryFolder();
    const report = await runTiny({ folder, hub, tasks: [one, broken, two], onError: "fail" });
    expect(report).toMatchObject({ summary: { done: 1, failed: 1 }, stopped: { code: "DATASET_INVALID_VALUE" } });
    expect(await readTaskResult(join(folder, "results", "tiny__model", "r1", "One.json"))).toMatchObject({
      task_name: "One",
    });
  });

  it("names an empty split", async () => {
    const report = await runTiny({ folder: await temporaryFolder(), hub, tasks: [tinyTask("Empty")] });
    expect(report.failures[0]!.error).toMatchObject({
      code: "DATASET_EMPTY_SPLIT",
      message: expect.stringContaining("Empty (test, default): tiny/empty"),
    });
  });

  it("keeps its finished subsets", async () => {
    const folder = await temporaryFolder();
    const partly = {
      ...many,
      loadDataset: async ({ repository, split, subset }: Parameters<NonNullable<typeof many.loadDataset>>[0]) => {
        if (split === "test") throw new Error("no test split today");
        return { rows: await repository.table(subset, split) };
      },
    };
    await runTiny({ folder, hub, tasks: [partly] });
    const result = await readTaskResult(join(folder, "results", "tiny__model", "r1", "Many.json"));
    expect(cellsOf(result.scores)).toEqual(["dev/en", "dev/de"]);
  });
});

describe("a model that misbehaves", () => {
  const encodeTo = (change: (embeddings: Embeddings) => Embeddings) =>
    countingModel({
      fingerprint: "tiny",
      encode: async (batch) =>
        change({ values: new Float32Array(batch.length * 4), rowCount: batch.length, dimension: 4 }),
    });

  it("is named with table, column and row when a vector is not finite, and nothing of it is stored", async () => {
    const folder = await temporaryFolder();
    const model = encodeTo((embeddings) => ({ ...embeddings, values: embeddings.values.fill(1).with(9, Number.NaN) }));
    const report = await runTiny({ folder, hub, tasks: [one], model });
    expect(report.failures[0]!.error).toMatchObject({
      code: "MODEL_INVALID_OUTPUT",
      message: 'tiny/model returned NaN for tiny/one: column "image", row 2.',
    });
    expect((await runTiny({ folder, hub, tasks: [one] })).summary).toMatchObject({ encoded: 10, cached: 0 });
  });

  it("is named with table, column and row when a vector is zero, and nothing of it is stored", async () => {
    const folder = await temporaryFolder();
    const model = encodeTo(({ values, ...rest }) => ({ ...rest, values: values.fill(1).fill(0, 12, 16) }));
    const report = await runTiny({ folder, hub, tasks: [one], model });
    expect(report.failures[0]!.error).toMatchObject({
      code: "MODEL_INVALID_OUTPUT",
      message: 'tiny/model returned a zero vector for tiny/one: column "image", row 3.',
    });
    expect((await runTiny({ folder, hub, tasks: [one] })).summary).toMatchObject({ encoded: 10, cached: 0 });
  });

  it("may return zeros beside other numbers", async () => {
    const model = encodeTo(({ values, ...rest }) => ({ ...rest, values: values.map((_, index) => index % 4) }));
    const report = await runTiny({ folder: await temporaryFolder(), hub, tasks: [one], model });
    expect(report.results[0]!.scores["test"]![0]).toMatchObject({ main_score: expect.any(Number) });
  });

  it("is named when rows are missing or the dimension changes", async () => {
    const short = encodeTo(({ values }) => ({ values: values.subarray(0, 4), rowCount: 1, dimension: 4 }));
    const folder = await temporaryFolder();
    expect((await runTiny({ folder, hub, tasks: [one], model: short })).failures[0]!.error).toMatchObject({
      code: "MODEL_INVALID_OUTPUT",
    });
    let dimension = 4;
    const growing = encodeTo(({ rowCount }) => ({
      values: new Float32Array(rowCount * ++dimension).fill(1),
      rowCount,
      dimension,
    }));
    const report = await runTiny({ folder, hub, tasks: [one], model: growing, batchSize: 4 });
    expect(report.failures[0]!.error).toMatchObject({
      code: "MODEL_INVALID_OUTPUT",
      message: expect.stringContaining("dimension 6"),
    });
  });

  it("is named with the rows it was given when it throws", async () => {
    const model = countingModel({ encode: () => Promise.reject(new Error("out of luck")) });
    const report = await runTiny({ folder: await temporaryFolder(), hub, tasks: [one], model, batchSize: 4 });
    expect(report.failures[0]!.error).toMatchObject({
      code: "MODEL_INVALID_OUTPUT",
      message: 'tiny/model gave no vectors for tiny/one: column "image", rows 0 to 3: out of luck',
    });
  });

  it("is named with the repository's own rows where the task filtered its table", async () => {
    const odd = tinyTask("One", {
      transform: async ({ rows }) => ({ rows: withRows(rows!, [1, 3, 5, 7, 9]) }),
    });
    const model = countingModel({ encode: () => Promise.reject(new Error("out of luck")) });
    const report = await runTiny({ folder: await temporaryFolder(), hub, tasks: [odd], model, batchSize: 4 });
    expect(report.failures[0]!.error.message).toContain('tiny/one: column "image", rows 1 to 7: out of luck');
  });

  it.each<[ErrorCode, string]>([
    ["MODEL_FILES_MISSING", "no tokenizer"],
    ["MODEL_ACCESS_DENIED", "status 401"],
  ])(
    "fails every task that needs a broken part of it (%s), without loading their data, and no other",
    async (code, said) => {
      const texts = ["Texts", "More"].map((name) =>
        tinyTask(name, {
          options: { text: "text" },
          metadata: {
            modalities: ["text"],
            dataset: { path: name === "Texts" ? "tiny/one" : "tiny/none", revision: "1" },
          },
        }),
      );
      const model = countingModel({
        encode: async (batch) => {
          if (batch.some(({ text }) => text !== undefined)) throw new MiebError(code, said);
          return { values: new Float32Array(batch.length * 4).fill(1), rowCount: batch.length, dimension: 4 };
        },
      });
      const report = await runTiny({ folder: await temporaryFolder(), hub, tasks: [...texts, one], model });
      expect(report.failures.map(({ task, error }) => [task, error.code])).toEqual([
        ["Texts", code],
        ["More", code],
      ]);
      expect(report.results.map(({ task_name }) => task_name)).toEqual(["One"]);
    },
  );

  it("ends the run at once when it does not load", async () => {
    const model = { ...countingModel(), load: () => Promise.reject(new MiebError("MODEL_FILES_MISSING", "no onnx")) };
    const report = await runTiny({ folder: await temporaryFolder(), hub, tasks: [one, two], model });
    expect(report).toMatchObject({ summary: { failed: 1 }, stopped: { code: "MODEL_FILES_MISSING" } });
  });
});

describe("a model without a modality", () => {
  it("skips the tasks that need it, with the reason", async () => {
    const texts = tinyTask("Texts", {
      options: { text: "text" },
      metadata: { modalities: ["image", "text"], dataset: { path: "tiny/one", revision: "1" } },
    });
    const model = countingModel({ fingerprint: "tiny" }, { modalities: ["image"] });
    const report = await runTiny({ folder: await temporaryFolder(), hub, tasks: [texts, one], model });
    expect(report.skipped).toEqual([{ task: "Texts", reason: "tiny/model encodes image; the task also needs text." }]);
    expect(report.summary).toMatchObject({ done: 1, skipped: 1, failed: 0 });
  });

  it("says with the reason what would give it the modality", async () => {
    const texts = tinyTask("Texts", {
      metadata: { modalities: ["text"], dataset: { path: "tiny/one", revision: "1" } },
    });
    const model = { ...countingModel({}, { modalities: ["image"] }), absentModalities: { text: "Add ?texts=yes." } };
    const variants = { folder: await temporaryFolder(), hub, tasks: [texts], dimensions: 2 };
    const { skipped } = await runTiny({ ...variants, model });
    expect(skipped[0]?.reason).toBe("tiny/model encodes image; the task also needs text. Add ?texts=yes.");
  });

  it("skips also when only the loaded encoder knows", async () => {
    const texts = tinyTask("Texts", {
      options: { text: "text" },
      metadata: { dataset: { path: "tiny/one", revision: "1" } },
    });
    const model = countingModel({ fingerprint: "tiny", modalities: ["image"] });
    const report = await runTiny({ folder: await temporaryFolder(), hub, tasks: [texts], model });
    expect(report.skipped).toEqual([{ task: "Texts", reason: "tiny/model encodes image, not text." }]);
  });
});

describe("splits, subsets and earlier results", () => {
  it("evaluates the chosen splits and languages and later adds what is missing", async () => {
    const folder = await temporaryFolder();
    const first = await runTiny({ folder, hub, tasks: [many], evalSplits: ["test"], languages: ["deu"] });
    expect(cellsOf(first.results[0]!.scores)).toEqual(["test/de"]);
    const model = countingModel();
    const second = await runTiny({ folder, hub, tasks: [many], model });
    expect(cellsOf(second.results[0]!.scores)).toEqual(["test/de", "test/en", "dev/en", "dev/de"]);
    expect(encodedCount(model)).toBe(12);
    expect(second.results[0]!.scores["test"]![0]).toEqual(
      (await readTaskResult(join(folder, "results", "tiny__model", "r1", "Many.json"))).scores["test"]![0],
    );
  });

  it("skips a task of which nothing is chosen", async () => {
    const report = await runTiny({ folder: await temporaryFolder(), hub, tasks: [many], languages: ["fra-Latn"] });
    const reason = "The chosen splits and languages leave nothing of it; it has dev, test in deu-Latn, eng-Latn.";
    expect(report.skipped).toEqual([{ task: "Many", reason }]);
  });

  it("starts over when the dataset revision differs and something is missing", async () => {
    const folder = await temporaryFolder();
    await runTiny({ folder, hub, tasks: [many], evalSplits: ["test"] });
    const moved = tinyTask("Many", { metadata: { ...many.metadata, dataset: { path: "tiny/many", revision: "2" } } });
    const report = await runTiny({ folder, hub, tasks: [moved] });
    expect(report.events.filter(({ type }) => type === "entry-scored")).toHaveLength(4);
    expect(report.results[0]!.dataset_revision).toBe("2");
  });

  it.each(["never", "only-cache"] as const)(
    "refuses to extend a partial result under %s",
    async (overwriteStrategy) => {
      const folder = await temporaryFolder();
      await runTiny({ folder, hub, tasks: [many], evalSplits: ["test"] });
      const report = await runTiny({ folder, hub, tasks: [many], overwriteStrategy });
      expect(report.failures[0]!.error).toMatchObject({
        code: "USAGE_INVALID_ARGUMENT",
        message: expect.stringContaining("dev/en, dev/de"),
      });
    },
  );
});

describe("an aggregate", () => {
  const aggregate: AggregateTask = {
    metadata: { ...tinyTask("Mean").metadata, dataset: { path: "tiny/none", revision: "1" } },
    components: [{ task: "Many", splits: ["test"] }, { task: "One" }],
  };

  it("runs its components and averages their entries", async () => {
    const folder = await temporaryFolder();
    const registry = registryOf([many, one, aggregate]);
    const report = await runTiny({ folder, hub, tasks: [aggregate, many], registry });
    const results = join(folder, "results", "tiny__model", "r1");
    const [component, single] = [
      await readTaskResult(join(results, "Many.json")),
      await readTaskResult(join(results, "One.json")),
    ];
    const entries = [...component.scores["test"]!, ...single.scores["test"]!].map(({ main_score }) => main_score!);
    const entry = report.results[0]!.scores["test"]![0]!;
    expect(entry.main_score).toBeCloseTo((entries[0]! + entries[1]! + entries[2]!) / 3, 5);
    expect(Object.keys(entry)).toEqual(["mean", "main_score", "hf_subset", "languages", "mteb_version"]);
    expect(report.results[0]).toMatchObject({ evaluation_phases: null, dataset_revision: "1" });
    expect(cellsOf(report.results[1]!.scores)).toEqual(["test/en", "test/de", "dev/en", "dev/de"]);
  });

  it("is computed from complete components without loading the model", async () => {
    const folder = await temporaryFolder();
    await runTiny({ folder, hub, tasks: [many, one] });
    const model = { ...countingModel(), describe: async () => ({ fingerprint: "tiny" }) };
    const registry = registryOf([many, one, aggregate]);
    const report = await runTiny({ folder, hub, tasks: [aggregate], registry, model });
    expect(report.summary).toMatchObject({ done: 1, encoded: 0 });
    expect(model.loads).toBe(0);
    const meta = await readFile(join(folder, "results", "tiny__model", "r1", "model_meta.json"), "utf8");
    expect(JSON.parse(meta)).toMatchObject({ embed_dim: 4 });
  });

  it("takes its mean anew under only-cache, from components that are there alone", async () => {
    const folder = await temporaryFolder();
    const registry = registryOf([many, one, aggregate]);
    const run = { folder, hub, tasks: [aggregate], registry, overwriteStrategy: "only-cache" } as const;
    const failed = await runTiny(run);
    expect(failed.failures[0]?.error.message).toContain("component Many failed");
    await runTiny({ folder, hub, tasks: [many, one] });
    expect((await runTiny(run)).summary).toMatchObject({ done: 1, failed: 0, encoded: 0 });
  });

  it("shares a component with the run, also where every file is written anew or none is", async () => {
    const tasks = [one, { ...aggregate, components: [{ task: "One" }] }, one];
    const folder = await temporaryFolder();
    for (const options of [{ overwriteStrategy: "always" }, { outputFolder: null }] as const) {
      const report = await runTiny({ folder, hub, tasks, registry: registryOf(tasks.slice(0, 2)), ...options });
      const scored = report.events.flatMap((event) => (event.type === "entry-scored" ? [event.task] : []));
      expect(scored).toEqual(["One", "Mean"]);
    }
  });

  it("fails when a component fails, naming it", async () => {
    const registry = registryOf([tinyTask("Many"), one, aggregate]);
    const report = await runTiny({ folder: await temporaryFolder(), hub, tasks: [aggregate], registry });
    expect(report.failures).toEqual([
      {
        task: "Mean",
        error: expect.objectContaining({
          code: "DATASET_SPLIT_NOT_FOUND",
          message: expect.stringContaining("component Many failed"),
        }),
      },
    ]);
  });
});

describe("ending early", () => {
  it("stops cleanly on abort, stores what was in flight, and goes on where it was", async () => {
    const folder = await temporaryFolder();
    const controller = new AbortController();
    let encoded = 0;
    const model = countingModel({
      fingerprint: "tiny",
      concurrency: 2,
      async encode(batch) {
        encoded += batch.length;
        await setTimeout(batch[0]!.identity.row === 2 ? 200 : 10); // The second batch is in flight when the run stops.
        return {
          values: Float32Array.from(batch.flatMap((input) => [...vectorOf(input)])),
          rowCount: batch.length,
          dimension: 4,
        };
      },
    });
    const onEvent = (event: RunEvent): void => {
      if (event.type === "encode-progress" && event.done > 0) controller.abort();
    };
    const { signal } = controller;
    const report = await runTiny({ folder, hub, tasks: [one, two], model, batchSize: 2, signal, onEvent });
    expect(report).toMatchObject({ stopped: { code: "ABORTED" }, summary: { done: 0 } });
    expect(report.failures[0]).toMatchObject({ task: "One" });
    expect(new Set(report.failures.map(({ error }) => error.code))).toEqual(new Set(["ABORTED"]));
    expect(encoded).toBeLessThan(10);
    const again = await runTiny({ folder, hub, tasks: [one] });
    expect(again.summary).toMatchObject({ done: 1, encoded: 10 - encoded, cached: encoded });
  });

  it("stops at a full disk whatever onError says", async () => {
    const full = Object.assign(new Error("write failed"), { code: "ENOSPC" });
    const partition = {
      rowCount: 0,
      dimension: null,
      has: () => false,
      missing: async (keys: readonly string[]) => keys,
      append: () => Promise.reject(full),
      source: () => expect.unreachable(),
    };
    const store = { partition: async () => partition } as unknown as EmbeddingStore;
    const tasks = ["One", "Two", "Three", "Four", "Five"].map((name) => tinyTask(name));
    const report = await runTiny({ folder: await temporaryFolder(), hub, tasks, store });
    expect(report).toMatchObject({ stopped: { code: "ENVIRONMENT_DISK_FULL" }, summary: { done: 0 } });
    expect(report.failures.map(({ task }) => task)).not.toContain("Five");
  });
});
