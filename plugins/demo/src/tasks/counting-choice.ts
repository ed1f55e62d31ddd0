import { defineTask, type Task } from "@mieb/core";
import { demoMetadata } from "../demo-metadata.ts";

/** Questions on numbers and places; the repository's `top_ranked` config lists the four answers of each. */
export const demoCountingChoice: Task = defineTask({
  metadata: demoMetadata({
    name: "DemoCountingChoice",
    data: "counting-choice",
    description: "Answering how many things there are, or where one is, by choosing among four answers.",
    type: "VisionCentricQA",
    category: "it2t",
    modalities: ["image", "text"],
    mainScore: "accuracy",
    chanceLevel: 1 / 4,
    taskSubtypes: ["Counting"],
  }),
  evaluator: "retrieval",
});
