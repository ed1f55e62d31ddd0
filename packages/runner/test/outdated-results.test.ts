import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { AggregateTask, TaskResult } from "@mieb/core";
import { describe, expect, it } from "vitest";
import type { DatasetHub } from "../src/run-options.ts";
import { countingModel } from "./counting-model.ts";
import { images, imageTable, memoryHub } from "./memory-hub.ts";
import { runTiny } from "./run-tiny.ts";
import { registryOf, tinyTask } from "./tiny-task.ts";
import { temporaryFolder } from "./temporary-folder.ts";

const tables = { "default/test": imageTable("tiny/one", images(10)) };
const hub = memoryHub({ "tiny/one": tables, "file:///data": tables });
const one = tinyTask("One");
const resultFile = (folder: string): string => join(folder, "results", "tiny__model", "r1", "One.json");

describe("an earlier result", () => {
  it("is not used for a model of other content, and the run says why", async () => {
    const folder = await temporaryFolder();
    await runTiny({ folder, hub, tasks: [one], model: countingModel({ fingerprint: "before" }) });
    const report = await runTiny({ folder, hub, tasks: [one], model: countingModel({ fingerprint: "after" }) });
    expect(report.summary).toMatchObject({ done: 1, reused: 0, encoded: 10 });
    expect(report.events).toContainEqual({
      type: "warning",
      task: "One",
      message:
        "The result there is not used: the model's files or settings were others (fingerprint before, now after).",
    });
    const again = await runTiny({ folder, hub, tasks: [one], model: countingModel({ fingerprint: "after" }) });
    expect(again.summary).toMatchObject({ done: 0, reused: 1 });
  });

  it("is refused under strategies that would keep it", async () => {
    const folder = await temporaryFolder();
    await runTiny({ folder, hub, tasks: [one], model: countingModel({ fingerprint: "before" }) });
    const report = await runTiny({ folder, hub, tasks: [one], overwriteStrategy: "never" });
    expect(report.failures[0]!.error).toMatchObject({
      code: "USAGE_INVALID_ARGUMENT",
      message: expect.stringContaining("does not stand"),
    });
  });

  it("of the reference is used as it is, for it does not say what it is of", async () => {
    const folder = await temporaryFolder();
    await runTiny({ folder, hub, tasks: [one], model: countingModel({ fingerprint: "before" }) });
    const { mieb: _, ...result } = JSON.parse(await readFile(resultFile(folder), "utf8")) as TaskResult;
    await writeFile(resultFile(folder), JSON.stringify(result));
    const report = await runTiny({ folder, hub, tasks: [one] });
    expect(report.summary).toMatchObject({ done: 0, reused: 1 });
  });
});

describe("data in a folder", () => {
  const local = tinyTask("One", { metadata: { dataset: { path: "file:///data", revision: "local" } } });
  const mean: AggregateTask = { metadata: { ...tinyTask("Mean").metadata }, components: [{ task: "One" }] };
  const registry = registryOf([local, mean]);
  const hubAt = (revision: string): DatasetHub => ({
    dataset: async (path) => ({ ...(await hub.dataset(path, revision)), revision }),
  });

  it("gives results the revision of its content, and a result of other content is not used", async () => {
    const folder = await temporaryFolder();
    const run = (revision: string) => runTiny({ folder, hub: hubAt(revision), tasks: [local], registry });
    expect((await run("local-1")).results[0]).toMatchObject({ dataset_revision: "local-1" });
    expect((await run("local-1")).summary).toMatchObject({ reused: 1 });
    const changed = await run("local-2");
    expect(changed.summary).toMatchObject({ done: 1, reused: 0, encoded: 0, cached: 10 });
    expect(changed.results[0]).toMatchObject({ dataset_revision: "local-2" });
  });

  it("also makes a mean of it outdated", async () => {
    const folder = await temporaryFolder();
    const run = (revision: string) => runTiny({ folder, hub: hubAt(revision), tasks: [mean], registry });
    await run("local-1");
    expect((await run("local-1")).summary).toMatchObject({ reused: 1 });
    expect((await run("local-2")).summary).toMatchObject({ done: 1, reused: 0 });
  });
});
