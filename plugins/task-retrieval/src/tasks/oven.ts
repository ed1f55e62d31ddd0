import { defineTask, type Task, type TaskMetadata } from "@mieb/core";

const shared = {
  type: "Any2AnyRetrieval",
  evalSplits: ["test"],
  subsets: { default: ["eng-Latn"] },
  mainScore: "ndcg_at_10",
  license: "cc-by-sa-4.0",
  reference:
    "https://openaccess.thecvf.com/content/ICCV2023/html/Hu_Open-domain_Visual_Entity_Recognition_Towards_Recognizing_Millions_of_Wikipedia_Entities_ICCV_2023_paper.html",
  citation: `@inproceedings{hu2023open,
  author = {Hu, Hexiang and Luan, Yi and Chen, Yang and Khandelwal, Urvashi and Joshi, Mandar and Lee, Kenton and Toutanova, Kristina and Chang, Ming-Wei},
  booktitle = {Proceedings of the IEEE/CVF International Conference on Computer Vision},
  pages = {12065--12075},
  title = {Open-domain visual entity recognition: Towards recognizing millions of wikipedia entities},
  year = {2023},
}`,
  domains: ["Encyclopaedic"],
  taskSubtypes: ["Image Text Retrieval"],
  date: ["2023-01-01", "2023-12-31"],
  annotationsCreators: "derived",
  dialect: [],
  sampleCreation: "created",
} satisfies Partial<TaskMetadata>;

/**
 * Illustrated Wikipedia articles on what a picture shows. 13,372 judged documents are not in the corpus; they
 * count as not found.
 */
export const ovenIT2IT: Task = defineTask({
  metadata: {
    ...shared,
    name: "OVENIT2ITRetrieval",
    description: "Retrieval a Wiki image and passage to answer query about an image.",
    category: "it2it",
    modalities: ["image", "text"],
    dataset: { path: "mteb/mbeir_oven_task8", revision: "619847759581b2e57dfc1d68e2dadedc9599b283" },
    prompt: {
      query: "Retrieve a Wikipedia image-description pair that provides evidence for the question of this image.",
    },
    statistics: {
      test: { samples: 349876, queries: 14741, documents: 335135, distinctImages: 335410, distinctTexts: 335655 },
    },
  },
  notes: ["13,372 judged documents are not in the corpus: they count as relevant and can never be found."],
  evaluator: "retrieval",
});

/**
 * Wikipedia paragraphs on what a picture shows. 21,689 judged documents are not in the corpus; they count as not
 * found.
 */
export const ovenIT2T: Task = defineTask({
  metadata: {
    ...shared,
    name: "OVENIT2TRetrieval",
    description: "Retrieval a Wiki passage to answer query about an image.",
    category: "it2t",
    modalities: ["text", "image"],
    dataset: { path: "mteb/mbeir_oven_task6", revision: "88994735625f4ebf646eaf42096f7ba204880ac2" },
    prompt: { query: "Retrieve a Wikipedia paragraph that provides an answer to the given query about the image." },
    statistics: {
      test: { samples: 726671, queries: 50004, documents: 676667, distinctImages: 49917, distinctTexts: 678207 },
    },
  },
  notes: ["21,689 judged documents are not in the corpus: they count as relevant and can never be found."],
  evaluator: "retrieval",
});
