import { defineTask, type Task } from "@mieb/core";
import { loadCaptionRows } from "../loading/load-caption-rows.ts";

/** Which of 2,000 photographs a caption describes, in eight languages. */
export const xFlickr30kCoT2I: Task = defineTask({
  metadata: {
    name: "XFlickr30kCoT2IRetrieval",
    description: "Retrieve images based on multilingual descriptions.",
    type: "Any2AnyMultilingualRetrieval",
    category: "t2i",
    modalities: ["text", "image"],
    dataset: { path: "mteb/xflickrco", revision: "4da629e05455d757306174cdc72f2edfe00b9027" },
    evalSplits: ["test"],
    subsets: {
      de: ["deu-Latn"],
      en: ["eng-Latn"],
      es: ["spa-Latn"],
      id: ["ind-Latn"],
      ja: ["jpn-Jpan"],
      ru: ["rus-Cyrl"],
      tr: ["tur-Latn"],
      zh: ["zho-Hans"],
    },
    mainScore: "ndcg_at_10",
    license: "cc-by-sa-4.0",
    reference: "https://proceedings.mlr.press/v162/bugliarello22a/bugliarello22a.pdf",
    citation: String.raw`@inproceedings{bugliarello2022iglue,
  author = {Bugliarello, Emanuele and Liu, Fangyu and Pfeiffer, Jonas and Reddy, Siva and Elliott, Desmond and Ponti, Edoardo Maria and Vuli{\'c}, Ivan},
  booktitle = {International Conference on Machine Learning},
  organization = {PMLR},
  pages = {2370--2392},
  title = {IGLUE: A benchmark for transfer learning across modalities, tasks, and languages},
  year = {2022},
}`,
    domains: ["Encyclopaedic", "Written"],
    taskSubtypes: ["Image Text Retrieval"],
    date: ["2022-01-01", "2022-12-31"],
    annotationsCreators: "derived",
    dialect: [],
    sampleCreation: "found",
    prompt: null,
    // One of 2,000 images is right: mean nDCG at 10 of a random order.
    chanceLevel: 0.0023,
    statistics: {
      test: { samples: 32000, queries: 16000, documents: 16000, distinctImages: 2000, distinctTexts: 15986 },
    },
  },
  evaluator: "retrieval",
  loadDataset: loadCaptionRows,
});
