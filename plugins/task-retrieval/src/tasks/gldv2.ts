import { defineTask, type Task, type TaskMetadata } from "@mieb/core";

const shared = {
  description: "Retrieve names of landmarks based on their image.",
  type: "Any2AnyRetrieval",
  evalSplits: ["test"],
  subsets: { default: ["eng-Latn"] },
  mainScore: "ndcg_at_10",
  license: "apache-2.0",
  reference:
    "https://openaccess.thecvf.com/content_CVPR_2020/html/Weyand_Google_Landmarks_Dataset_v2_-_A_Large-Scale_Benchmark_for_Instance-Level_CVPR_2020_paper.html",
  citation: `@inproceedings{Weyand_2020_CVPR,
  author = {Weyand, Tobias and Araujo, Andre and Cao, Bingyi and Sim, Jack},
  booktitle = {Proceedings of the IEEE/CVF Conference on Computer Vision and Pattern Recognition (CVPR)},
  month = {June},
  title = {Google Landmarks Dataset v2 - A Large-Scale Benchmark for Instance-Level Recognition and Retrieval},
  year = {2020},
}`,
  domains: ["Encyclopaedic"],
  taskSubtypes: ["Image Text Retrieval"],
  date: ["2017-01-01", "2017-12-31"],
  annotationsCreators: "derived",
  dialect: [],
  sampleCreation: "created",
  prompt: null,
} satisfies Partial<TaskMetadata>;

/** Photographs of the same landmark among 760,000. */
export const gldv2I2I: Task = defineTask({
  metadata: {
    ...shared,
    name: "GLDv2I2IRetrieval",
    category: "i2i",
    modalities: ["image"],
    dataset: { path: "mteb/gld-v2", revision: "04ec40ce10b27c291cbc329045ecdfd01e06c4a7" },
    statistics: { test: { samples: 762886, queries: 1129, documents: 761757, distinctImages: 762505 } },
  },
  evaluator: "retrieval",
});

/** The name of a photographed landmark. */
export const gldv2I2T: Task = defineTask({
  metadata: {
    ...shared,
    name: "GLDv2I2TRetrieval",
    category: "i2t",
    modalities: ["text", "image"],
    dataset: { path: "mteb/gld-v2-i2t", revision: "20a4ca61738ba9ef70b3e1e7772ac9037286c085" },
    statistics: { test: { samples: 2378, queries: 1704, documents: 674, distinctImages: 1704, distinctTexts: 674 } },
  },
  evaluator: "retrieval",
});
