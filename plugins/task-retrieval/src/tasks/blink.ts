import { defineTask, type Task, type TaskMetadata } from "@mieb/core";

const shared = {
  description: "Retrieve images based on images and specific retrieval instructions.",
  type: "Any2AnyRetrieval",
  modalities: ["text", "image"],
  evalSplits: ["test"],
  subsets: { default: ["eng-Latn"] },
  mainScore: "hit_rate_at_1",
  license: "cc-by-sa-4.0",
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

/** Which of 804 pictures continues a puzzle of pictures, such as the missing piece of a jigsaw. */
export const blinkIT2I: Task = defineTask({
  metadata: {
    ...shared,
    name: "BLINKIT2IRetrieval",
    category: "it2i",
    dataset: { path: "mteb/blink-it2i", revision: "f399ecd9713a91c97d7e26ca3917d97b2d98b22a" },
    chanceLevel: 1 / 804,
    statistics: { test: { samples: 1206, queries: 402, documents: 804, distinctImages: 1205, distinctTexts: 3 } },
  },
  evaluator: "retrieval",
});

/** Questions that people answer at a glance; twenty answers serve all of them. */
export const blinkIT2T: Task = defineTask({
  metadata: {
    ...shared,
    name: "BLINKIT2TRetrieval",
    category: "it2t",
    dataset: { path: "mteb/blink-it2t", revision: "1ce9401bf888d851ee1b221dbb6bec718128ce00" },
    chanceLevel: 1 / 20,
    statistics: { test: { samples: 813, queries: 793, documents: 20, distinctImages: 790, distinctTexts: 367 } },
  },
  evaluator: "retrieval",
});
