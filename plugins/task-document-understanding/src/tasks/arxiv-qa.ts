import { defineTask, type Task } from "@mieb/core";
import { loadVidore } from "../loading/load-vidore.ts";
import { vidore } from "../vidore.ts";

/** Figures of papers on arXiv. */
export const arxivQA: Task = defineTask({
  metadata: {
    ...vidore,
    name: "VidoreArxivQARetrieval",
    dataset: { path: "mteb/arxivqa_test_subsampled_beir", revision: "179762404662be6bf48c30b4fb2b2ef8c6891290" },
    // One of 500 images is right: mean nDCG at 5 of a random order.
    chanceLevel: 0.0059,
    statistics: { test: { samples: 1000, queries: 500, documents: 500, distinctImages: 500, distinctTexts: 500 } },
  },
  evaluator: "retrieval",
  loadDataset: loadVidore,
});
