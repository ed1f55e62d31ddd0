import { defineTask, type Task } from "@mieb/core";
import { loadVidore } from "../loading/load-vidore.ts";
import { vidore } from "../vidore.ts";

/** French reports on energy and climate, which the reference counts as English. */
export const shiftProject: Task = defineTask({
  metadata: {
    ...vidore,
    name: "VidoreShiftProjectRetrieval",
    dataset: { path: "mteb/shiftproject_test_beir", revision: "78e6f5ad3bbc1af50ae9c0f006f57462213269fb" },
    // One of 1,000 images is right: mean nDCG at 5 of a random order.
    chanceLevel: 0.0029,
    statistics: { test: { samples: 1100, queries: 100, documents: 1000, distinctImages: 999, distinctTexts: 100 } },
  },
  notes: ["The documents are French; the reference counts the task as English, so a filter by language does too."],
  evaluator: "retrieval",
  loadDataset: loadVidore,
});
