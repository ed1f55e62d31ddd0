import { defineTask, type Task, type TaskMetadata } from "@mieb/core";

// The original protocol takes pictures it calls junk out of the ranking; the reference counts them as wrong, and so do we.
const shared = {
  description: "Retrieve photos of landmarks in Paris, UK.",
  type: "Any2AnyRetrieval",
  category: "i2i",
  modalities: ["image"],
  evalSplits: ["test"],
  subsets: { default: ["eng-Latn"] },
  mainScore: "map_at_5",
  license: "not specified",
  reference: "https://openaccess.thecvf.com/content_cvpr_2018/html/Radenovic_Revisiting_Paris_and_CVPR_2018_paper.html",
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

/** Landmarks of Paris, seen clearly. */
export const rParisEasyI2I: Task = defineTask({
  metadata: {
    ...shared,
    name: "RParisEasyI2IRetrieval",
    dataset: { path: "mteb/r-paris-easy-multi", revision: "868eac192da81e6b8e478f4d30bdb8b4a24e871b" },
    statistics: { test: { samples: 6392, queries: 70, documents: 6322, distinctImages: 6301 } },
  },
  notes: ["The original protocol takes images marked as junk out of the ranking; here they stay and count as wrong."],
  evaluator: "retrieval",
});

/** Landmarks of Paris, seen clearly or with difficulty. */
export const rParisMediumI2I: Task = defineTask({
  metadata: {
    ...shared,
    name: "RParisMediumI2IRetrieval",
    dataset: { path: "mteb/r-paris-medium-multi", revision: "43d85ffeec4bacbfc9e1fe047e1eaf61c36fd8d6" },
    statistics: { test: { samples: 6392, queries: 70, documents: 6322, distinctImages: 6301 } },
  },
  notes: ["The original protocol takes images marked as junk out of the ranking; here they stay and count as wrong."],
  evaluator: "retrieval",
});

/** Landmarks of Paris, seen with difficulty: small, hidden or from elsewhere. */
export const rParisHardI2I: Task = defineTask({
  metadata: {
    ...shared,
    name: "RParisHardI2IRetrieval",
    dataset: { path: "mteb/r-paris-hard-multi", revision: "8a96e2c66a1ad6d0035df60accba4838c9d4e79f" },
    statistics: { test: { samples: 6392, queries: 70, documents: 6322, distinctImages: 6301 } },
  },
  notes: ["The original protocol takes images marked as junk out of the ranking; here they stay and count as wrong."],
  evaluator: "retrieval",
});
