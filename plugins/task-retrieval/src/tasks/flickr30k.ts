import { defineTask, type Task, type TaskMetadata } from "@mieb/core";

const shared = {
  type: "Any2AnyRetrieval",
  modalities: ["text", "image"],
  evalSplits: ["test"],
  subsets: { default: ["eng-Latn"] },
  mainScore: "ndcg_at_10",
  license: "cc-by-sa-4.0",
  reference:
    "https://www.semanticscholar.org/paper/From-image-descriptions-to-visual-denotations%3A-New-Young-Lai/44040913380206991b1991daf1192942e038fe31",
  citation: `@article{Young2014FromID,
  author = {Peter Young and Alice Lai and Micah Hodosh and J. Hockenmaier},
  journal = {Transactions of the Association for Computational Linguistics},
  pages = {67-78},
  title = {From image descriptions to visual denotations: New similarity metrics for semantic inference over event descriptions},
  url = {https://api.semanticscholar.org/CorpusID:3104920},
  volume = {2},
  year = {2014},
}`,
  domains: ["Web", "Written"],
  taskSubtypes: ["Image Text Retrieval"],
  date: ["2018-01-01", "2018-12-31"],
  annotationsCreators: "derived",
  dialect: [],
  sampleCreation: "found",
} satisfies Partial<TaskMetadata>;

/** Which of a thousand photographs a caption describes. */
export const flickr30kT2I: Task = defineTask({
  metadata: {
    ...shared,
    name: "Flickr30kT2IRetrieval",
    description: "Retrieve images based on captions.",
    category: "t2i",
    dataset: { path: "mteb/flickr30kt2i", revision: "e819702b287bfbe084e129a61f308a802b7c108e" },
    prompt: { query: "Find an image that matches the given caption." },
    // One of 1,000 images is right: mean nDCG at 10 of a random order.
    chanceLevel: 0.0045,
    statistics: { test: { samples: 6000, queries: 5000, documents: 1000, distinctImages: 1000, distinctTexts: 4999 } },
  },
  evaluator: "retrieval",
});

/** The five captions of a photograph, among those of a thousand. */
export const flickr30kI2T: Task = defineTask({
  metadata: {
    ...shared,
    name: "Flickr30kI2TRetrieval",
    description: "Retrieve captions based on images.",
    category: "i2t",
    dataset: { path: "mteb/flickr30ki2t", revision: "e26fbfcb4532ab61e3c8512fdf3dd9008f2575bd" },
    prompt: { query: "Find an image caption describing the following image." },
    // Five of 5,000 texts are right: mean nDCG at 10 of a random order.
    chanceLevel: 0.0015,
    statistics: { test: { samples: 6000, queries: 1000, documents: 5000, distinctImages: 1000, distinctTexts: 4999 } },
  },
  evaluator: "retrieval",
});
