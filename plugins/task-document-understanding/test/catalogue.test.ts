import { evaluatorsPlugin } from "@mieb/evaluators";
import { describeReferenceTasks } from "@mieb/testing";
import plugin from "../src/index.ts";

describeReferenceTasks(plugin, {
  types: ["DocumentUnderstanding"],
  evaluators: [evaluatorsPlugin],
});
