import { mkdtemp, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { startLoopbackHub } from "@mieb/testing";
import { afterAll, beforeAll, describe, expect, expectTypeOf, it, vi } from "vitest";
import {
  evaluate,
  getBenchmark,
  getBenchmarks,
  getModel,
  getModels,
  getTask,
  getTasks,
  type AnyTask,
  type CustomEncoder,
  type EvaluationResults,
  type Model,
  type Task,
} from "../src/index.ts";
import { packFolder } from "./cli-process.ts";

const startedIn = process.cwd();
let cacheFolder: string;
beforeAll(async () => {
  delete process.env["INIT_CWD"];
  process.chdir(packFolder);
  cacheFolder = await mkdtemp(join(tmpdir(), "mieb-api-"));
});
afterAll(async () => {
  process.chdir(startedIn);
  await rm(cacheFolder, { recursive: true, force: true });
});

/** Rows [1, 0.5], whatever the text. */
const constant: CustomEncoder = {
  name: "mine/constant",
  modalities: ["text"],
  encode: async (batch) => ({
    values: new Float32Array(batch.flatMap(() => [1, 0.5])),
    rowCount: batch.length,
    dimension: 2,
  }),
};

describe("the API", () => {
  it("reads like the reference's", async () => {
    const model = await getModel("fixture/text");
    const tasks = getTasks({ tasks: ["FixtureGood"] });
    const results = await evaluate(model, { tasks, cacheFolder });
    expectTypeOf(model).toEqualTypeOf<Model>();
    expectTypeOf(tasks).toEqualTypeOf<readonly AnyTask[]>();
    expectTypeOf(results).toEqualTypeOf<EvaluationResults>();
    expect(results).toMatchObject({
      model: { name: "fixture/text" },
      taskResults: [{ task_name: "FixtureGood", scores: { test: [{ main_score: 0.75 }] } }],
      summary: { done: 1 },
    });
  });

  it("lists the models known by name, all or those of a filter", () => {
    const small = getModels({ families: ["clip"], maxParameters: 200e6 });
    expect(small.map(({ name }) => name)).toContain("openai/clip-vit-base-patch32");
    expect(small.every(({ parameterCount }) => (parameterCount ?? Infinity) <= 200e6)).toBe(true);
    expect(getModels().length).toBeGreaterThan(small.length);
    expect(() => getModels({ families: ["clap"] })).toThrow(/clip/);
  });

  it("takes an encoder of the caller's own, names and benchmarks, and writes files where told", async () => {
    const outputFolder = join(cacheFolder, "results");
    const results = await evaluate(constant, {
      tasks: [getBenchmark("FixtureBench"), "FixtureGood", getTask("FixtureSlow")],
      outputFolder,
      cacheFolder,
    });
    expect(results.taskResults.map(({ task_name: name, scores }) => [name, scores["test"]?.[0]?.main_score])).toEqual([
      ["FixtureGood", 0.5],
      ["FixtureSlow", 0.5],
    ]);
    expect(await readdir(join(outputFolder, "mine__constant/no_revision_available"))).toContain("FixtureGood.json");
  });

  it("throws a task's failure, or lists it when told to go on", async () => {
    await expect(evaluate(constant, { tasks: "FixtureFailing", cacheFolder })).rejects.toThrow("came out wrong");
    const results = await evaluate(constant, {
      tasks: ["FixtureFailing", "FixtureGood"],
      onError: "continue",
      cacheFolder,
    });
    expect([results.failures.length, results.taskResults.length]).toEqual([1, 1]);
  });

  it("refuses options and splits that do not exist, with near names", async () => {
    const slip = { tasks: "FixtureGood", batchsize: 4, cacheFolder } as const;
    await expect(evaluate(constant, slip)).rejects.toThrow('no option "batchsize". Did you mean batchSize?');
    const split = evaluate(constant, { tasks: "FixtureGood", evalSplits: ["tset"], cacheFolder });
    await expect(split).rejects.toThrow('No split "tset". Did you mean test?');
  });

  it("tells what is downloaded, and what it waits for", async () => {
    const root = fileURLToPath(new URL("../../datasets/test/fixtures/hub", import.meta.url));
    let failures = 1;
    const server = await startLoopbackHub({ root, failures: () => (failures-- > 0 ? { status: 503 } : undefined) });
    vi.stubEnv("HF_ENDPOINT", server.endpoint);
    vi.stubEnv("HF_HUB_CACHE", join(cacheFolder, "hub"));
    const { metadata, ...rest } = getTask("FixtureGood") as Task;
    const task: Task = {
      ...rest,
      metadata: { ...metadata, dataset: { path: "mieb-fixtures/groups", revision: "a".repeat(40) } },
      loadDataset: async ({ repository }) => ({ rows: await repository.table("default", "test") }),
    };
    const types = new Set<string>();
    try {
      await evaluate(constant, { tasks: task, cacheFolder, onEvent: ({ type }) => types.add(type) });
    } finally {
      vi.unstubAllEnvs();
      await server.close();
    }
    expect([...types]).toEqual(expect.arrayContaining(["download-progress", "warning"]));
  });

  it("finds tasks by filter and says which names are near an unknown one", () => {
    expect(getTasks({ modalities: ["image"], categories: ["t2c"] }).map(({ metadata }) => metadata.name)).toEqual([
      "FixtureImages",
    ]);
    expect(getBenchmarks(["FixtureBench"]).map(({ tasks }) => tasks)).toEqual([["FixtureGood", "FixtureAbsent"]]);
    expect(() => getTasks({ tasks: ["FixtureGod"] })).toThrow(/Did you mean FixtureGood/);
    expect(() => getTask("FixtureGod")).toThrow(/Did you mean FixtureGood/);
  });
});
