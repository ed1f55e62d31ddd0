import { setTimeout } from "node:timers/promises";
import { createRegistry, memoryTable, type Evaluator } from "@mieb/core";
import { describe, expect, it } from "vitest";
import { countingModel, vectorOf } from "./counting-model.ts";
import { images, imageTable, memoryHub } from "./memory-hub.ts";
import { runTiny } from "./run-tiny.ts";
import { meanEvaluator, tinyTask } from "./tiny-task.ts";
import { temporaryFolder } from "./temporary-folder.ts";

const hub = memoryHub({
  "tiny/one": { "default/test": imageTable("tiny/one", images(10)) },
  "tiny/two": { "default/test": imageTable("tiny/two", images(10, 5)) },
});
const tasks = [tinyTask("One"), tinyTask("Two")];

/** An encoder that takes its time, and what it was given, batch by batch. */
function slowModel(batches: (readonly string[])[], onBatch: () => void = () => undefined) {
  return countingModel({
    fingerprint: "slow",
    concurrency: 2,
    async encode(batch) {
      batches.push(batch.map(({ image }) => new TextDecoder().decode(image)));
      onBatch();
      await setTimeout(20);
      return {
        values: Float32Array.from(batch.flatMap((input) => [...vectorOf(input)])),
        rowCount: batch.length,
        dimension: 4,
      };
    },
  });
}

describe("tasks that follow each other", () => {
  it("encodes the next while one is scored", async () => {
    const secondEncoded = Promise.withResolvers<void>();
    const evaluator: Evaluator = {
      ...meanEvaluator,
      async score(context) {
        await secondEncoded.promise; // Never comes if the second task waits for the first one's score.
        return meanEvaluator.score(context);
      },
    };
    const registry = createRegistry([{ name: "tiny", contractVersion: 1, tasks, evaluators: [evaluator] }]);
    const batches: (readonly string[])[] = [];
    const onBatch = (): void => void (batches.length > 3 && secondEncoded.resolve());
    const model = slowModel(batches, onBatch);
    const report = await runTiny({ folder: await temporaryFolder(), hub, tasks, registry, model, batchSize: 3 });
    expect(report.summary).toMatchObject({ done: 2, failed: 0 });
  });

  it("encodes inputs that both have once, in the same batches every time", async () => {
    const [first, second]: [string[][], string[][]] = [[], []];
    for (const batches of [first, second]) {
      const model = slowModel(batches);
      const report = await runTiny({ folder: await temporaryFolder(), hub, tasks, model, batchSize: 3 });
      expect(report.summary).toMatchObject({ done: 2, encoded: 15, cached: 5 });
    }
    expect(second).toEqual(first);
    expect(new Set(first.flat()).size).toBe(first.flat().length);
  });
});

describe("a task that fails while it is encoded", () => {
  const failing: Evaluator = { ...meanEvaluator, score: () => Promise.reject(new Error("no score")) };
  const gap = memoryTable("tiny/gap", {
    image: images(10).map((bytes) => ({ bytes })),
    text: Array.from({ length: 10 }, (_, row) => (row === 9 ? null : `caption ${row}`)),
  });
  const parts = Object.fromEntries(
    ["en", "de"].map((subset, index) => [`${subset}/test`, imageTable(`tiny/parts ${subset}`, images(10, 20 * index))]),
  );
  const brokenHub = memoryHub({ "tiny/gap": { "default/test": gap }, "tiny/parts": parts });

  it.each([
    ["at a row of its second column", tinyTask("Gap", { options: { image: "image", text: "text" } }), meanEvaluator],
    ["when a subset is scored", tinyTask("Parts", { metadata: { subsets: { en: ["eng"], de: ["deu"] } } }), failing],
  ])("says nothing more of it after that: %s", async (_, task, evaluator) => {
    const registry = createRegistry([{ name: "tiny", contractVersion: 1, tasks: [task], evaluators: [evaluator] }]);
    const folder = await temporaryFolder();
    const model = slowModel([]);
    const run = await runTiny({ folder, hub: brokenHub, tasks: [task], registry, model, batchSize: 3 });
    const types = run.events.map(({ type }) => type);
    expect(types.slice(types.indexOf("task-failed"))).toEqual(["task-failed", "run-end"]);
  });
});
