import { definePlugin, type Plugin, type Task } from "@mieb/core";
import { demoModel } from "./demo-model.ts";
import { demoAttributePairs } from "./tasks/attribute-pairs.ts";
import { demoCaptionRetrieval } from "./tasks/caption-retrieval.ts";
import { demoShapesClustering } from "./tasks/clustering.ts";
import { demoCountingChoice } from "./tasks/counting-choice.ts";
import { demoPageSearch } from "./tasks/page-search.ts";
import { demoShapesLinearProbe } from "./tasks/linear-probe.ts";
import { demoRenderedSentences } from "./tasks/rendered-sentences.ts";
import { demoShapesZeroShot } from "./tasks/zero-shot.ts";

const tasks: readonly Task[] = [
  demoShapesLinearProbe,
  demoShapesClustering,
  demoShapesZeroShot,
  demoAttributePairs,
  demoCountingChoice,
  demoPageSearch,
  demoCaptionRetrieval,
  demoRenderedSentences,
];

const plugin: Plugin = definePlugin({
  name: "@mieb/demo",
  contractVersion: 1,
  tasks,
  modelLocations: [demoModel],
  benchmarks: [
    {
      name: "demo",
      description: "One small task per category on drawn images; runs in seconds, without a network.",
      tasks: tasks.map(({ metadata }) => metadata.name),
      reference: null,
    },
  ],
});

export default plugin;
