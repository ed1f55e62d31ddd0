import { defineTask, type Task, type TaskMetadata } from "@mieb/core";

const shared = {
  type: "VisionCentricQA",
  modalities: ["text", "image"],
  evalSplits: ["test"],
  subsets: { default: ["eng-Latn"] },
  mainScore: "accuracy",
  license: "not specified",
  reference: "https://arxiv.org/abs/2404.12390",
  citation: `@article{fu2024blink,
  author = {Fu, Xingyu and Hu, Yushi and Li, Bangzheng and Feng, Yu and Wang, Haoyu and Lin, Xudong and Roth, Dan and Smith, Noah A and Ma, Wei-Chiu and Krishna, Ranjay},
  journal = {arXiv preprint arXiv:2404.12390},
  title = {Blink: Multimodal large language models can see but not perceive},
  year = {2024},
}`,
  domains: ["Encyclopaedic"],
  taskSubtypes: ["Image Text Retrieval"],
  date: ["2018-01-01", "2018-12-31"],
  annotationsCreators: "derived",
  dialect: [],
  sampleCreation: "found",
  prompt: null,
} satisfies Partial<TaskMetadata>;

/** Puzzles of pictures, such as the missing piece of a jigsaw, with two pictures to choose from. */
export const blinkIT2I: Task = defineTask({
  metadata: {
    ...shared,
    name: "BLINKIT2IMultiChoice",
    description: "Retrieve images based on images and specific retrieval instructions.",
    category: "it2i",
    dataset: { path: "mteb/blink-it2i-multi", revision: "0418ecbea812ab97bda7eabe2c34065fdb81810f" },
    chanceLevel: 1 / 2,
    statistics: { test: { samples: 1206, queries: 402, documents: 804, distinctImages: 1205, distinctTexts: 3 } },
  },
  evaluator: "retrieval",
  options: { rerank: "qrels" },
});

/** Questions that people answer at a glance, with two to four answers to choose from. */
export const blinkIT2T: Task = defineTask({
  metadata: {
    ...shared,
    name: "BLINKIT2TMultiChoice",
    description: "Retrieve the correct text answer based on images and specific retrieval instructions.",
    category: "it2t",
    dataset: { path: "mteb/blink-it2t-multi", revision: "772e1c8461c0dff10b32f52326d55a67f0d3ca94" },
    statistics: { test: { samples: 813, queries: 793, documents: 20, distinctImages: 790, distinctTexts: 367 } },
  },
  evaluator: "retrieval",
  options: { rerank: "qrels" },
});
