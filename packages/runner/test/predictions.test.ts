import { readdir, readFile, rm } from "node:fs/promises";
import { join } from "node:path";
import type { AggregateTask } from "@mieb/core";
import { describe, expect, it } from "vitest";
import { countingModel, encodedCount } from "./counting-model.ts";
import { images, imageTable, memoryHub } from "./memory-hub.ts";
import { runTiny } from "./run-tiny.ts";
import { registryOf, tinyTask } from "./tiny-task.ts";
import { temporaryFolder } from "./temporary-folder.ts";

const hub = memoryHub({ "tiny/one": { "default/test": imageTable("tiny/one", images(10)) } });
const one = tinyTask("One");

describe("predictions", () => {
  it("are kept for each of several models", async () => {
    const folder = await temporaryFolder();
    const predictionFolder = join(folder, "predictions");
    for (const revision of ["r1", "r2"]) {
      const model = countingModel({ fingerprint: revision }, { revision });
      await runTiny({ folder, hub, tasks: [one], model, predictionFolder });
    }
    expect((await readdir(predictionFolder, { recursive: true })).toSorted()).toEqual([
      "One_predictions.json",
      "tiny__model",
      join("tiny__model", "r2"),
      join("tiny__model", "r2", "One_predictions.json"),
    ]);
  });

  it("that an earlier result lacks are made without encoding, and leave the result as it is", async () => {
    const folder = await temporaryFolder();
    const predictionFolder = join(folder, "predictions");
    await runTiny({ folder, hub, tasks: [one] });
    const resultFile = join(folder, "results", "tiny__model", "r1", "One.json");
    const before = await readFile(resultFile, "utf8");
    const model = countingModel();
    const report = await runTiny({ folder, hub, tasks: [one], model, predictionFolder });
    expect([report.summary.reused, encodedCount(model)]).toEqual([1, 0]);
    const predictions = JSON.parse(await readFile(join(predictionFolder, "One_predictions.json"), "utf8")) as object;
    expect(predictions).toMatchObject({ default: { test: expect.arrayContaining([expect.any(Number)]) } });
    expect(await readFile(resultFile, "utf8")).toBe(before);
    const again = await runTiny({ folder, hub: memoryHub({}), tasks: [one], predictionFolder });
    expect(again.summary).toMatchObject({ reused: 1, failed: 0 });
  });

  it("of an aggregate are those of its components", async () => {
    const folder = await temporaryFolder();
    const mean: AggregateTask = { metadata: tinyTask("Mean").metadata, components: [{ task: "One" }] };
    const registry = registryOf([one, mean]);
    await runTiny({ folder, hub, tasks: [mean], registry });
    const predictionFolder = join(folder, "predictions");
    await runTiny({ folder, hub, tasks: [mean], registry, predictionFolder });
    expect(await readdir(predictionFolder)).toEqual(["One_predictions.json"]);
  });

  it("that a strategy keeps from being made are said to be missing", async () => {
    const folder = await temporaryFolder();
    await runTiny({ folder, hub, tasks: [one] });
    await rm(join(folder, "cache"), { recursive: true });
    const predictionFolder = join(folder, "predictions");
    const report = await runTiny({ folder, hub, tasks: [one], predictionFolder, overwriteStrategy: "only-cache" });
    expect(report.events).toContainEqual({
      type: "warning",
      task: "One",
      message: 'No predictions are written: strategy "only-cache" keeps the task from running.',
    });
  });
});
