import { defineTask, type Task } from "@mieb/core";

/** A news caption asks for one of a million photographs with their headlines. */
export const edisT2IT: Task = defineTask({
  metadata: {
    name: "EDIST2ITRetrieval",
    description: "Retrieve news images and titles based on news content.",
    type: "Any2AnyRetrieval",
    category: "t2it",
    modalities: ["text", "image"],
    dataset: { path: "mteb/mbeir_edis_task2", revision: "afc3409142cdf1adab05336dd1bc5fd3c0a659dc" },
    evalSplits: ["test"],
    subsets: { default: ["eng-Latn"] },
    mainScore: "ndcg_at_10",
    license: "apache-2.0",
    reference: "https://aclanthology.org/2023.emnlp-main.297/",
    citation: `@inproceedings{liu2023edis,
  author = {Liu, Siqi and Feng, Weixi and Fu, Tsu-Jui and Chen, Wenhu and Wang, William},
  booktitle = {Proceedings of the 2023 Conference on Empirical Methods in Natural Language Processing},
  pages = {4877--4894},
  title = {EDIS: Entity-Driven Image Search over Multimodal Web Content},
  year = {2023},
}`,
    domains: ["News"],
    taskSubtypes: ["Image Text Retrieval"],
    date: ["2023-01-01", "2023-12-31"],
    annotationsCreators: "derived",
    dialect: [],
    sampleCreation: "created",
    prompt: { query: "Identify the news photo for the given caption." },
    statistics: {
      test: { samples: 1050308, queries: 3241, documents: 1047067, distinctImages: 1025409, distinctTexts: 556412 },
    },
  },
  evaluator: "retrieval",
});
