import { CONTRACT_VERSION, definePlugin, type Plugin } from "@mieb/core";
import { blinkIT2I, blinkIT2T } from "./tasks/blink.ts";
import { cvBenchCount, cvBenchDepth, cvBenchDistance, cvBenchRelation } from "./tasks/cv-bench.ts";

/** The vision-centric question answering tasks of MIEB: multiple choice. */
const plugin: Plugin = definePlugin({
  name: "@mieb/task-vision-centric-qa",
  contractVersion: CONTRACT_VERSION,
  tasks: [blinkIT2I, blinkIT2T, cvBenchCount, cvBenchRelation, cvBenchDepth, cvBenchDistance],
});

export default plugin;
