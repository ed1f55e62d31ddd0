// A run in a process of its own: `node child-run.ts FOLDER RESULTS`. Prints what is durably stored after each batch, as
// `done N`, and at the end `scores JSON`.
import process from "node:process";
import { setTimeout } from "node:timers/promises";
import { countingModel, vectorOf } from "./counting-model.ts";
import { runTiny } from "./run-tiny.ts";
import { sharedHub, sharedTask } from "./shared-task.ts";

const [folder = "", outputFolder = ""] = process.argv.slice(2);
const report = await runTiny({
  folder,
  outputFolder,
  hub: sharedHub,
  tasks: [sharedTask],
  batchSize: 4,
  model: countingModel({
    fingerprint: "tiny",
    async encode(batch) {
      await setTimeout(5);
      return {
        values: Float32Array.from(batch.flatMap((input) => [...vectorOf(input)])),
        rowCount: batch.length,
        dimension: 4,
      };
    },
  }),
  onEvent: (event) => event.type === "encode-progress" && process.stdout.write(`done ${event.done}\n`),
});
process.stdout.write(`scores ${JSON.stringify(report.results[0]?.scores)}\n`);
