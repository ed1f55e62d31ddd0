/**
 * Runs one task in a process of its own: `scale-child.ts images|documents FOLDER MAX_MEMORY`; prints JSON. With Node's
 * `--expose-gc` it collects garbage now and then, to tell what is in use.
 */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { performance } from "node:perf_hooks";
import { createRegistry } from "@mieb/core";
import { openHub } from "@mieb/datasets";
import { evaluatorsPlugin } from "@mieb/evaluators";
import { metricsPlugin } from "@mieb/metrics";
import { runEvaluation } from "@mieb/runner";
import { hashModel, vectorsModel } from "./models.ts";
import { documentsTask, imagesTask } from "./tasks.ts";
import { vectorsFile } from "./vectors.ts";

const [kind, folder = "", maxMemory] = process.argv.slice(2);

function anonymousBytes(): number {
  if (process.platform !== "linux") return 0;
  return Number(/^RssAnon:\s+(\d+) kB/m.exec(readFileSync("/proc/self/status", "utf8"))?.[1] ?? 0) * 1024;
}

/** What JavaScript holds after a collection. */
function bytesInUse(collect: NodeJS.GCFunction): number {
  collect();
  const { heapUsed, external } = process.memoryUsage();
  return heapUsed + external;
}

const registry = createRegistry([metricsPlugin, evaluatorsPlugin]);
let [peak, inUse, collectedAt] = [0, 0, 0];
const sampler = setInterval(() => (peak = Math.max(peak, anonymousBytes())), 20);
const start = performance.now();
const [task, model] =
  kind === "images"
    ? [imagesTask(folder), hashModel]
    : [documentsTask(folder), await vectorsModel(vectorsFile(folder))];
const { failures, results } = await runEvaluation({
  registry,
  hub: openHub(),
  model,
  tasks: [task],
  outputFolder: null,
  cacheFolder: join(folder, "store"),
  batchSize: 256,
  maxMemory: Number(maxMemory),
  onEvent(event) {
    const isPart = event.type === "encode-progress" && event.done - collectedAt >= event.total / 4;
    if (!globalThis.gc || !(isPart || event.type === "phase-start")) return;
    inUse = Math.max(inUse, bytesInUse(globalThis.gc));
    collectedAt = isPart ? event.done : 0;
  },
});
clearInterval(sampler);
if (failures[0]) throw failures[0].error;
const score = results[0]?.scores["test"]?.[0]?.main_score;
console.log(JSON.stringify({ peak, inUse, seconds: (performance.now() - start) / 1000, score }));
