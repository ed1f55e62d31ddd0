import { defineTask, type Task, type TaskMetadata } from "@mieb/core";
import { loadCvBench } from "../loading/load-cv-bench.ts";

const shared = {
  type: "VisionCentricQA",
  category: "it2t",
  dataset: { path: "mteb/CV-Bench", revision: "9926abb226c15b55dd8cce8c91cac1abf2326a61" },
  evalSplits: ["test"],
  subsets: { default: ["eng-Latn"] },
  mainScore: "accuracy",
  license: "mit",
  reference: "https://arxiv.org/pdf/2406.16860",
  citation: `@article{tong2024cambrian,
  author = {Tong, Shengbang and Brown, Ellis and Wu, Penghao and Woo, Sanghyun and Middepogu, Manoj and Akula, Sai Charitha and Yang, Jihan and Yang, Shusheng and Iyer, Adithya and Pan, Xichen and others},
  journal = {arXiv preprint arXiv:2406.16860},
  title = {Cambrian-1: A fully open, vision-centric exploration of multimodal llms},
  year = {2024},
}`,
  domains: ["Academic"],
  taskSubtypes: ["Question answering"],
  date: ["2024-01-01", "2024-06-24"],
  annotationsCreators: "derived",
  dialect: [],
  sampleCreation: "found",
  prompt: null,
} satisfies Partial<TaskMetadata>;

/** How many things there are, with four to six numbers to choose from. */
export const cvBenchCount: Task = defineTask({
  metadata: {
    ...shared,
    name: "CVBenchCount",
    description: "count the number of objects in the image.",
    modalities: ["image", "text"],
    // Four to six choices, 4.55 on average.
    chanceLevel: 0.22,
    statistics: { test: { samples: 805, queries: 788, documents: 17, distinctImages: 788, distinctTexts: 214 } },
  },
  evaluator: "retrieval",
  options: { rerank: "qrels" },
  loadDataset: loadCvBench("Count"),
});

/** Where one thing is as seen from another, with two answers to choose from. */
export const cvBenchRelation: Task = defineTask({
  metadata: {
    ...shared,
    name: "CVBenchRelation",
    description: "decide the relation of the objects in the image.",
    modalities: ["text", "image"],
    chanceLevel: 1 / 2,
    statistics: { test: { samples: 654, queries: 650, documents: 4, distinctImages: 650, distinctTexts: 584 } },
  },
  evaluator: "retrieval",
  options: { rerank: "qrels" },
  loadDataset: loadCvBench("Relation"),
});

/** Which of two marked things is nearer to the camera. */
export const cvBenchDepth: Task = defineTask({
  metadata: {
    ...shared,
    name: "CVBenchDepth",
    description: "judge the depth of the objects in the image with similarity matching.",
    modalities: ["text", "image"],
    chanceLevel: 1 / 2,
    statistics: { test: { samples: 669, queries: 600, documents: 69, distinctImages: 600, distinctTexts: 348 } },
  },
  evaluator: "retrieval",
  options: { rerank: "qrels" },
  loadDataset: loadCvBench("Depth"),
});

/** Which of two marked things is nearer to a third. */
export const cvBenchDistance: Task = defineTask({
  metadata: {
    ...shared,
    name: "CVBenchDistance",
    description: "judge the distance of the objects in the image with similarity matching.",
    modalities: ["text", "image"],
    chanceLevel: 1 / 2,
    statistics: { test: { samples: 656, queries: 600, documents: 56, distinctImages: 535, distinctTexts: 437 } },
  },
  evaluator: "retrieval",
  options: { rerank: "qrels" },
  loadDataset: loadCvBench("Distance"),
});
