import { evaluatorsPlugin } from "@mieb/evaluators";
import { describeReferenceTasks } from "@mieb/testing";
import plugin from "../src/index.ts";

describeReferenceTasks(plugin, {
  types: ["Any2AnyRetrieval", "Any2AnyMultilingualRetrieval"],
  evaluators: [evaluatorsPlugin],
});
