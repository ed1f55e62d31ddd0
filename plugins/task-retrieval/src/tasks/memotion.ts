import { defineTask, type Task, type TaskMetadata } from "@mieb/core";
import { loadMemotion } from "../loading/load-memotion.ts";

const shared = {
  type: "Any2AnyRetrieval",
  modalities: ["text", "image"],
  dataset: { path: "mteb/MMSoc_Memotion_corrected", revision: "15bac69b0c917ecd824b8a13827e517b83727878" },
  evalSplits: ["test"],
  subsets: { default: ["eng-Latn"] },
  mainScore: "ndcg_at_10",
  license: "mit",
  reference: "https://aclanthology.org/2020.semeval-1.99/",
  citation: String.raw`@inproceedings{sharma2020semeval,
  author = {Sharma, Chhavi and Bhageria, Deepesh and Scott, William and Pykl, Srinivas and Das, Amitava and Chakraborty, Tanmoy and Pulabaigari, Viswanath and Gamb{\"a}ck, Bj{\"o}rn},
  booktitle = {Proceedings of the Fourteenth Workshop on Semantic Evaluation},
  pages = {759--773},
  title = {SemEval-2020 Task 8: Memotion Analysis-the Visuo-Lingual Metaphor!},
  year = {2020},
}`,
  domains: ["Encyclopaedic"],
  taskSubtypes: ["Image Text Retrieval"],
  date: ["2020-01-01", "2020-12-31"],
  annotationsCreators: "derived",
  dialect: [],
  sampleCreation: "found",
  prompt: null,
} satisfies Partial<TaskMetadata>;

/** The text that is written on a meme, as people corrected it. */
export const memotionI2T: Task = defineTask({
  metadata: {
    ...shared,
    name: "MemotionI2TRetrieval",
    description: "Retrieve captions based on memes.",
    category: "i2t",
    // One of 6,986 texts is right: mean nDCG at 10 of a random order.
    chanceLevel: 0.00065,
    statistics: { test: { samples: 7683, queries: 697, documents: 6986, distinctImages: 697, distinctTexts: 6938 } },
  },
  evaluator: "retrieval",
  loadDataset: loadMemotion,
});

/** The meme on which a text is written. */
export const memotionT2I: Task = defineTask({
  metadata: {
    ...shared,
    name: "MemotionT2IRetrieval",
    description: "Retrieve memes based on captions.",
    category: "t2i",
    // One of 6,986 images is right: mean nDCG at 10 of a random order.
    chanceLevel: 0.00065,
    statistics: { test: { samples: 7683, queries: 697, documents: 6986, distinctImages: 6960, distinctTexts: 697 } },
  },
  evaluator: "retrieval",
  loadDataset: loadMemotion,
});
