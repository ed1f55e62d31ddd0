import { defineTask, type Task, type TaskMetadata } from "@mieb/core";

const shared = {
  type: "Any2AnyRetrieval",
  modalities: ["text", "image"],
  evalSplits: ["test"],
  subsets: { default: ["eng-Latn"] },
  mainScore: "ndcg_at_10",
  license: "cc-by-sa-4.0",
  reference: "https://aclanthology.org/2023.emnlp-main.925",
  citation: `@inproceedings{chen2023can,
  author = {Chen, Yang and Hu, Hexiang and Luan, Yi and Sun, Haitian and Changpinyo, Soravit and Ritter, Alan and Chang, Ming-Wei},
  booktitle = {Proceedings of the 2023 Conference on Empirical Methods in Natural Language Processing},
  pages = {14948--14968},
  title = {Can Pre-trained Vision and Language Models Answer Visual Information-Seeking Questions?},
  year = {2023},
}`,
  domains: ["Encyclopaedic"],
  taskSubtypes: ["Image Text Retrieval"],
  date: ["2023-01-01", "2023-12-31"],
  annotationsCreators: "derived",
  dialect: [],
  sampleCreation: "found",
} satisfies Partial<TaskMetadata>;

/** Illustrated Wikipedia articles that answer a question about a picture. */
export const infoSeekIT2IT: Task = defineTask({
  metadata: {
    ...shared,
    name: "InfoSeekIT2ITRetrieval",
    description: "Retrieve source text and image information to answer questions about images.",
    category: "it2it",
    dataset: { path: "mteb/InfoSeekIT2ITRetrieval", revision: "3baeebfd742e4130d2a75a842740ebb31ea4e6e9" },
    prompt: {
      query: "Find an image and subject description from Wikipedia that answers my question about this image.",
    },
    statistics: {
      test: { samples: 499375, queries: 17593, documents: 481782, distinctImages: 346229, distinctTexts: 482132 },
    },
  },
  evaluator: "retrieval",
});

/**
 * Wikipedia paragraphs that answer a question about a picture. 941 judged documents are not in the corpus; they
 * count as not found.
 */
export const infoSeekIT2T: Task = defineTask({
  metadata: {
    ...shared,
    name: "InfoSeekIT2TRetrieval",
    description: "Retrieve source information to answer questions about images.",
    category: "it2t",
    dataset: { path: "mteb/mbeir_infoseek_task6", revision: "4510aa3b456b23f39564694e053e70492cc1de9f" },
    prompt: { query: "Find a paragraph from Wikipedia that answers my question about this image." },
    statistics: {
      test: { samples: 622974, queries: 11323, documents: 611651, distinctImages: 9353, distinctTexts: 611920 },
    },
  },
  notes: ["941 judged documents are not in the corpus: they count as relevant and can never be found."],
  evaluator: "retrieval",
});
