import { defineTask, type Task } from "@mieb/core";
import { loadVidore } from "../loading/load-vidore.ts";
import { vidore } from "../vidore.ts";

/** Tables of French documents, which the reference counts as English. */
export const tabfquad: Task = defineTask({
  metadata: {
    ...vidore,
    name: "VidoreTabfquadRetrieval",
    dataset: { path: "mteb/tabfquad_test_subsampled_beir", revision: "24a4541c4c461f5ff4f4af4e97ec820715281a06" },
    // One of 70 images is right: mean nDCG at 5 of a random order.
    chanceLevel: 0.042,
    statistics: { test: { samples: 350, queries: 280, documents: 70, distinctImages: 70, distinctTexts: 280 } },
  },
  notes: ["The documents are French; the reference counts the task as English, so a filter by language does too."],
  evaluator: "retrieval",
  loadDataset: loadVidore,
});
