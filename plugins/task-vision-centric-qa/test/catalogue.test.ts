import { evaluatorsPlugin } from "@mieb/evaluators";
import { describeReferenceTasks } from "@mieb/testing";
import plugin from "../src/index.ts";

describeReferenceTasks(plugin, {
  types: ["VisionCentricQA"],
  evaluators: [evaluatorsPlugin],
});
