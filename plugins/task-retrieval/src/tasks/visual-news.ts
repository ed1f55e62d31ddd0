import { defineTask, type Task, type TaskMetadata } from "@mieb/core";

const shared = {
  type: "Any2AnyRetrieval",
  modalities: ["image", "text"],
  evalSplits: ["test"],
  subsets: { default: ["eng-Latn"] },
  mainScore: "ndcg_at_10",
  license: "cc-by-sa-4.0",
  reference: "https://aclanthology.org/2021.emnlp-main.542/",
  citation: `@inproceedings{liu2021visual,
  author = {Liu, Fuxiao and Wang, Yinghan and Wang, Tianlu and Ordonez, Vicente},
  booktitle = {Proceedings of the 2021 Conference on Empirical Methods in Natural Language Processing},
  pages = {6761--6771},
  title = {Visual News: Benchmark and Challenges in News Image Captioning},
  year = {2021},
}`,
  domains: ["Encyclopaedic"],
  taskSubtypes: ["Image Text Retrieval"],
  date: ["2020-01-01", "2020-12-31"],
  annotationsCreators: "derived",
  dialect: [],
  sampleCreation: "created",
} satisfies Partial<TaskMetadata>;

/** The caption of a news photograph. */
export const visualNewsI2T: Task = defineTask({
  metadata: {
    ...shared,
    name: "VisualNewsI2TRetrieval",
    description: "Retrieval entity-rich captions for news images.",
    category: "i2t",
    dataset: { path: "mteb/mbeir_visualnews_task3", revision: "158d0c0ce9cdd4f292964393de7dd47dc3e87519" },
    prompt: { query: "Find a caption for the news in the given photo." },
    // One of 537,568 texts is right: mean nDCG at 10 of a random order.
    chanceLevel: 8.5e-6,
    statistics: {
      test: { samples: 557568, queries: 20000, documents: 537568, distinctImages: 19990, distinctTexts: 537568 },
    },
  },
  evaluator: "retrieval",
});

/** The news photograph of a caption. */
export const visualNewsT2I: Task = defineTask({
  metadata: {
    ...shared,
    name: "VisualNewsT2IRetrieval",
    description: "Retrieve news images with captions.",
    category: "t2i",
    dataset: { path: "mteb/mbeir_visualnews_task0", revision: "6ba75433fbeb6a06d9fccb27031bcafdfb8b5de1" },
    prompt: { query: "Identify the news-related image in line with the described event." },
    statistics: {
      test: { samples: 562241, queries: 19995, documents: 542246, distinctImages: 539316, distinctTexts: 19995 },
    },
  },
  evaluator: "retrieval",
});
