import { defineTask, type Task, type TaskMetadata } from "@mieb/core";
import { loadHatefulMemes } from "../loading/load-hateful-memes.ts";

const shared = {
  description: "Retrieve captions based on memes to assess OCR abilities.",
  type: "Any2AnyRetrieval",
  modalities: ["text", "image"],
  dataset: { path: "mteb/MMSoc_HatefulMemes", revision: "852290806bbf9d660f5c04c246f81ce38bfc1d48" },
  evalSplits: ["test"],
  subsets: { default: ["eng-Latn"] },
  mainScore: "ndcg_at_10",
  license: "mit",
  reference: "https://arxiv.org/pdf/2005.04790",
  citation: `@article{kiela2020hateful,
  author = {Kiela, Douwe and Firooz, Hamed and Mohan, Aravind and Goswami, Vedanuj and Singh, Amanpreet and Ringshia, Pratik and Testuggine, Davide},
  journal = {Advances in neural information processing systems},
  pages = {2611--2624},
  title = {The hateful memes challenge: Detecting hate speech in multimodal memes},
  volume = {33},
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

/** The text that is written on a meme. */
export const hatefulMemesI2T: Task = defineTask({
  metadata: {
    ...shared,
    name: "HatefulMemesI2TRetrieval",
    category: "i2t",
    // One of 8,045 texts is right, for 829 of 1,000 queries: mean nDCG at 10 of a random order.
    chanceLevel: 0.00047,
    statistics: { test: { samples: 9045, queries: 1000, documents: 8045, distinctImages: 1000, distinctTexts: 8045 } },
  },
  notes: [
    "Only 829 of the 1,000 texts differ and doubles are dropped from the search, so that 171 queries have no answer left: no score can exceed 0.829.",
  ],
  evaluator: "retrieval",
  loadDataset: loadHatefulMemes,
});

/** The meme on which a text is written. */
export const hatefulMemesT2I: Task = defineTask({
  metadata: {
    ...shared,
    name: "HatefulMemesT2IRetrieval",
    category: "t2i",
    // One of 8,045 images is right, for 829 of 1,000 queries: mean nDCG at 10 of a random order.
    chanceLevel: 0.00047,
    statistics: { test: { samples: 9045, queries: 1000, documents: 8045, distinctImages: 8045, distinctTexts: 829 } },
  },
  notes: [
    "Only 829 of the 1,000 texts differ and doubles are dropped from the search, so that 171 queries have no answer left: no score can exceed 0.829.",
  ],
  evaluator: "retrieval",
  loadDataset: loadHatefulMemes,
});
