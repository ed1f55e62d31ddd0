import { defineTask, type Task, type TaskMetadata } from "@mieb/core";
import { loadSciMmir } from "../loading/load-sci-mmir.ts";

const shared = {
  type: "Any2AnyRetrieval",
  modalities: ["text", "image"],
  dataset: { path: "mteb/SciMMIR", revision: "2a10b6b1f93cac7084aa809512749272cf0a893a" },
  evalSplits: ["test"],
  subsets: { default: ["eng-Latn"] },
  mainScore: "ndcg_at_10",
  license: "mit",
  reference: "https://aclanthology.org/2024.findings-acl.746/",
  citation: `@misc{wu2024scimmirbenchmarkingscientificmultimodal,
  archiveprefix = {arXiv},
  author = {Siwei Wu and Yizhi Li and Kang Zhu and Ge Zhang and Yiming Liang and Kaijing Ma and Chenghao Xiao and Haoran Zhang and Bohao Yang and Wenhu Chen and Wenhao Huang and Noura Al Moubayed and Jie Fu and Chenghua Lin},
  eprint = {2401.13478},
  primaryclass = {cs.IR},
  title = {SciMMIR: Benchmarking Scientific Multi-modal Information Retrieval},
  url = {https://arxiv.org/abs/2401.13478},
  year = {2024},
}`,
  domains: ["Academic"],
  taskSubtypes: ["Image Text Retrieval"],
  date: ["2023-01-01", "2023-12-31"],
  annotationsCreators: "derived",
  dialect: [],
  sampleCreation: "found",
  prompt: null,
} satisfies Partial<TaskMetadata>;

/** The caption of a figure or table of a paper. Equal captions stay documents of their own, of which one counts. */
export const sciMmirI2T: Task = defineTask({
  metadata: {
    ...shared,
    name: "SciMMIRI2TRetrieval",
    description: "Retrieve captions based on figures and tables.",
    category: "i2t",
    // One of 16,263 texts is right: mean nDCG at 10 of a random order.
    chanceLevel: 0.00028,
    statistics: {
      test: { samples: 32526, queries: 16263, documents: 16263, distinctImages: 16262, distinctTexts: 16263 },
    },
  },
  evaluator: "retrieval",
  loadDataset: loadSciMmir,
});

/** The figure or table of a paper that a caption describes. */
export const sciMmirT2I: Task = defineTask({
  metadata: {
    ...shared,
    name: "SciMMIRT2IRetrieval",
    description: "Retrieve figures and tables based on captions.",
    category: "t2i",
    // One of 16,263 images is right: mean nDCG at 10 of a random order.
    chanceLevel: 0.00028,
    statistics: {
      test: { samples: 32526, queries: 16263, documents: 16263, distinctImages: 16262, distinctTexts: 16263 },
    },
  },
  evaluator: "retrieval",
  loadDataset: loadSciMmir,
});
