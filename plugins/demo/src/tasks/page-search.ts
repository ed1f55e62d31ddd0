import { defineTask, type Task } from "@mieb/core";
import { demoMetadata } from "../demo-metadata.ts";

/** Pages with a heading and a figure; no pair of heading and figure occurs in training. */
export const demoPageSearch: Task = defineTask({
  metadata: demoMetadata({
    name: "DemoPageSearch",
    data: "page-search",
    description: "Finding the rendered pages that a question about heading and figure asks for.",
    type: "DocumentUnderstanding",
    category: "t2i",
    modalities: ["text", "image"],
    mainScore: "ndcg_at_5",
    // Four of 144 pages are right: mean nDCG at 5 of a random order.
    chanceLevel: 0.032,
    taskSubtypes: ["Image Text Retrieval"],
  }),
  evaluator: "retrieval",
});
