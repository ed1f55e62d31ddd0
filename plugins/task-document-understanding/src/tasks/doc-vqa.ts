import { defineTask, type Task } from "@mieb/core";
import { loadVidore } from "../loading/load-vidore.ts";
import { vidore } from "../vidore.ts";

/** Scanned letters, forms and reports of the industry. */
export const docVQA: Task = defineTask({
  metadata: {
    ...vidore,
    name: "VidoreDocVQARetrieval",
    dataset: { path: "mteb/docvqa_test_subsampled_beir", revision: "e78cd130055fcb8d69bb0ff4115c4712a157f3d3" },
    statistics: { test: { samples: 951, queries: 451, documents: 500, distinctImages: 500, distinctTexts: 451 } },
  },
  evaluator: "retrieval",
  loadDataset: loadVidore,
});
