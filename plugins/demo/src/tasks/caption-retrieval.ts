import { defineTask, type Task } from "@mieb/core";
import { demoMetadata } from "../demo-metadata.ts";

/** The same 150 drawings described in seven languages. */
export const demoCaptionRetrieval: Task = defineTask({
  metadata: demoMetadata({
    name: "DemoCaptionRetrieval",
    data: "caption-retrieval",
    description: "Finding the drawing that a caption describes, in seven languages.",
    type: "Any2AnyMultilingualRetrieval",
    category: "t2i",
    modalities: ["text", "image"],
    mainScore: "ndcg_at_10",
    // One of 150 images is right: mean nDCG at 10 of a random order.
    chanceLevel: 0.0303,
    taskSubtypes: ["Image Text Retrieval"],
    subsets: {
      english: ["eng-Latn"],
      deutsch: ["deu-Latn"],
      francais: ["fra-Latn"],
      espanol: ["spa-Latn"],
      italiano: ["ita-Latn"],
      portugues: ["por-Latn"],
      nederlands: ["nld-Latn"],
    },
  }),
  evaluator: "retrieval",
});
