import { defineTask, type Task, type TaskMetadata } from "@mieb/core";

const shared = {
  type: "Any2AnyRetrieval",
  modalities: ["text", "image"],
  evalSplits: ["test"],
  subsets: { default: ["eng-Latn"] },
  mainScore: "ndcg_at_10",
  license: "cc-by-sa-4.0",
  reference: "https://link.springer.com/chapter/10.1007/978-3-319-10602-1_48",
  citation: String.raw`@inproceedings{lin2014microsoft,
  author = {Lin, Tsung-Yi and Maire, Michael and Belongie, Serge and Hays, James and Perona, Pietro and Ramanan, Deva and Doll{\'a}r, Piotr and Zitnick, C Lawrence},
  booktitle = {Computer Vision--ECCV 2014: 13th European Conference, Zurich, Switzerland, September 6-12, 2014, Proceedings, Part V 13},
  organization = {Springer},
  pages = {740--755},
  title = {Microsoft coco: Common objects in context},
  year = {2014},
}`,
  domains: ["Encyclopaedic"],
  taskSubtypes: ["Image Text Retrieval"],
  date: ["2018-01-01", "2018-12-31"],
  annotationsCreators: "derived",
  dialect: [],
  sampleCreation: "found",
} satisfies Partial<TaskMetadata>;

/** The captions of an everyday photograph. */
export const msCocoI2T: Task = defineTask({
  metadata: {
    ...shared,
    name: "MSCOCOI2TRetrieval",
    description: "Retrieve captions based on images.",
    category: "i2t",
    dataset: { path: "mteb/mbeir_mscoco_task3", revision: "ec63d7122301171948387e757351fabd193fc39f" },
    prompt: { query: "Find an image caption describing the following everyday image." },
    statistics: {
      test: { samples: 29809, queries: 5000, documents: 24809, distinctImages: 5000, distinctTexts: 24809 },
    },
  },
  evaluator: "retrieval",
});

/** Which of 5,000 photographs a caption describes. */
export const msCocoT2I: Task = defineTask({
  metadata: {
    ...shared,
    name: "MSCOCOT2IRetrieval",
    description: "Retrieve images based on captions.",
    category: "t2i",
    dataset: { path: "mteb/mbeir_mscoco_task0", revision: "8dfc4d250094f4e241bcb93211d6c5fbc99bb0bd" },
    prompt: { query: "Identify the image showcasing the described everyday scene." },
    statistics: {
      test: { samples: 29809, queries: 24809, documents: 5000, distinctImages: 5000, distinctTexts: 24809 },
    },
  },
  evaluator: "retrieval",
});
