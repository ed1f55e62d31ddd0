import { defineTask, type Task } from "@mieb/core";
import { demoMetadata } from "../demo-metadata.ts";

/** Pairs of rendered phrases that differ in none to four of number, size, colour and shape, or in words alone. */
export const demoRenderedSentences: Task = defineTask({
  metadata: demoMetadata({
    name: "DemoRenderedSentences",
    data: "rendered-sentences",
    description: "Judging from their images how alike two phrases are in meaning.",
    type: "VisualSTS(eng)",
    category: "i2i",
    modalities: ["image"],
    mainScore: "cosine_spearman",
    chanceLevel: 0,
    taskSubtypes: ["Rendered Texts Understanding"],
  }),
  evaluator: "sts",
});
