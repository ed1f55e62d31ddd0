import { defineTask, type Task } from "@mieb/core";
import { loadVidore } from "../loading/load-vidore.ts";
import { vidore } from "../vidore.ts";

/** Infographics from the web. */
export const infoVQA: Task = defineTask({
  metadata: {
    ...vidore,
    name: "VidoreInfoVQARetrieval",
    dataset: { path: "mteb/infovqa_test_subsampled_beir", revision: "74d396242cc281c021eeb38d0ee5f6f30afc1fad" },
    statistics: { test: { samples: 994, queries: 494, documents: 500, distinctImages: 500, distinctTexts: 494 } },
  },
  evaluator: "retrieval",
  loadDataset: loadVidore,
});
