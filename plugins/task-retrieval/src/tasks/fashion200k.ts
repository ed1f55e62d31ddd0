import { defineTask, type Task, type TaskMetadata } from "@mieb/core";

// Both directions have the prompt of the search for images, as in the reference.
const shared = {
  description: "Retrieve clothes based on descriptions.",
  type: "Any2AnyRetrieval",
  modalities: ["text", "image"],
  evalSplits: ["test"],
  subsets: { default: ["eng-Latn"] },
  mainScore: "ndcg_at_10",
  license: "apache-2.0",
  reference:
    "https://openaccess.thecvf.com/content_iccv_2017/html/Han_Automatic_Spatially-Aware_Fashion_ICCV_2017_paper.html",
  citation: `@inproceedings{han2017automatic,
  author = {Han, Xintong and Wu, Zuxuan and Huang, Phoenix X and Zhang, Xiao and Zhu, Menglong and Li, Yuan and Zhao, Yang and Davis, Larry S},
  booktitle = {Proceedings of the IEEE international conference on computer vision},
  pages = {1463--1471},
  title = {Automatic spatially-aware fashion concept discovery},
  year = {2017},
}`,
  domains: ["Encyclopaedic"],
  taskSubtypes: ["Image Text Retrieval"],
  date: ["2017-01-01", "2017-12-31"],
  annotationsCreators: "derived",
  dialect: [],
  sampleCreation: "created",
  prompt: { query: "Based on the following fashion description, retrieve the best matching image." },
} satisfies Partial<TaskMetadata>;

/** The description of a garment. */
export const fashion200kI2T: Task = defineTask({
  metadata: {
    ...shared,
    name: "Fashion200kI2TRetrieval",
    category: "i2t",
    dataset: { path: "mteb/mbeir_fashion200k_task3", revision: "74e9e63bf8f802f8cfb4ba6e01f48efc4f49032c" },
    // One of 61,707 texts is right: mean nDCG at 10 of a random order.
    chanceLevel: 7.4e-5,
    statistics: {
      test: { samples: 66596, queries: 4889, documents: 61707, distinctImages: 4880, distinctTexts: 61707 },
    },
  },
  notes: ["Its instruction is that of the opposite direction: it asks for an image."],
  evaluator: "retrieval",
});

/** The garments that a description fits. */
export const fashion200kT2I: Task = defineTask({
  metadata: {
    ...shared,
    name: "Fashion200kT2IRetrieval",
    category: "t2i",
    dataset: { path: "mteb/mbeir_fashion200k_task0", revision: "725e5e2ccb114089e0070e83cdc94b83bc104d40" },
    statistics: {
      test: { samples: 203543, queries: 1719, documents: 201824, distinctImages: 199823, distinctTexts: 1719 },
    },
  },
  evaluator: "retrieval",
});
