import { defineTask, type Task, type TaskMetadata } from "@mieb/core";

// The original protocol takes pictures it calls junk out of the ranking; the reference counts them as wrong, and so do we.
const shared = {
  description: "Retrieve photos of landmarks in Oxford, UK.",
  type: "Any2AnyRetrieval",
  category: "i2i",
  modalities: ["image"],
  evalSplits: ["test"],
  subsets: { default: ["eng-Latn"] },
  mainScore: "map_at_5",
  license: "not specified",
  reference:
    "https://openaccess.thecvf.com/content_cvpr_2018/html/Radenovic_Revisiting_Oxford_and_CVPR_2018_paper.html",
  citation: String.raw`@inproceedings{radenovic2018revisiting,
  author = {Radenovi{\'c}, Filip and Iscen, Ahmet and Tolias, Giorgos and Avrithis, Yannis and Chum, Ond{\v{r}}ej},
  booktitle = {Proceedings of the IEEE conference on computer vision and pattern recognition},
  pages = {5706--5715},
  title = {Revisiting oxford and paris: Large-scale image retrieval benchmarking},
  year = {2018},
}`,
  domains: ["Web"],
  taskSubtypes: ["Object recognition"],
  date: ["2009-01-01", "2010-04-01"],
  annotationsCreators: "derived",
  dialect: [],
  sampleCreation: "created",
  prompt: null,
} satisfies Partial<TaskMetadata>;

/** Landmarks of Oxford, seen clearly. */
export const rOxfordEasyI2I: Task = defineTask({
  metadata: {
    ...shared,
    name: "ROxfordEasyI2IRetrieval",
    dataset: { path: "mteb/r-oxford-easy-multi", revision: "063cf78b598275e0454311a329651eb708c6ccd7" },
    statistics: { test: { samples: 5063, queries: 70, documents: 4993, distinctImages: 5063 } },
  },
  notes: ["The original protocol takes images marked as junk out of the ranking; here they stay and count as wrong."],
  evaluator: "retrieval",
});

/** Landmarks of Oxford, seen clearly or with difficulty. */
export const rOxfordMediumI2I: Task = defineTask({
  metadata: {
    ...shared,
    name: "ROxfordMediumI2IRetrieval",
    dataset: { path: "mteb/r-oxford-medium-multi", revision: "b2f6a469e6d8126872049711e24c191f40698b04" },
    statistics: { test: { samples: 5063, queries: 70, documents: 4993, distinctImages: 5063 } },
  },
  notes: ["The original protocol takes images marked as junk out of the ranking; here they stay and count as wrong."],
  evaluator: "retrieval",
});

/** Landmarks of Oxford, seen with difficulty: small, hidden or from elsewhere. */
export const rOxfordHardI2I: Task = defineTask({
  metadata: {
    ...shared,
    name: "ROxfordHardI2IRetrieval",
    dataset: { path: "mteb/r-oxford-hard-multi", revision: "d9d88e44ebba295dc660a2c7b1ce618a7e953375" },
    statistics: { test: { samples: 5063, queries: 70, documents: 4993, distinctImages: 5063 } },
  },
  notes: ["The original protocol takes images marked as junk out of the ranking; here they stay and count as wrong."],
  evaluator: "retrieval",
});
