import { defineTask, type Task } from "@mieb/core";
import { loadVidore } from "../loading/load-vidore.ts";
import { vidore } from "../vidore.ts";

/** Pages of annual financial reports. */
export const tatdqa: Task = defineTask({
  metadata: {
    ...vidore,
    name: "VidoreTatdqaRetrieval",
    dataset: { path: "mteb/tatdqa_test_beir", revision: "dc7924ec102addd7f85c1ccfdd8625848179f615" },
    statistics: { test: { samples: 1923, queries: 1646, documents: 277, distinctImages: 271, distinctTexts: 1646 } },
  },
  evaluator: "retrieval",
  loadDataset: loadVidore,
});
