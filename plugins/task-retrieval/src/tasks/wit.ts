import { defineTask, type Task } from "@mieb/core";
import { loadCaptionLists } from "../loading/load-caption-lists.ts";
import { resavedImages } from "../loading/resaved-images.ts";

/** Pictures of Wikipedia by their captions in eleven languages. */
export const witT2I: Task = defineTask({
  metadata: {
    name: "WITT2IRetrieval",
    description: "Retrieve images based on multilingual descriptions.",
    type: "Any2AnyMultilingualRetrieval",
    category: "t2i",
    modalities: ["text", "image"],
    dataset: { path: "mteb/wit", revision: "91ac153f1371a98b209ed763205e25e115ecd06e" },
    evalSplits: ["test"],
    subsets: {
      ar: ["ara-Arab"],
      bg: ["bul-Cyrl"],
      da: ["dan-Latn"],
      el: ["ell-Grek"],
      et: ["est-Latn"],
      id: ["ind-Latn"],
      ko: ["kor-Hang"],
      ja: ["jpn-Jpan"],
      tr: ["tur-Latn"],
      vi: ["vie-Latn"],
      en: ["eng-Latn"],
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
    statistics: { test: { samples: 18137, queries: 9584, documents: 8553, distinctImages: 6191, distinctTexts: 8970 } },
  },
  notes: ["The images of this task alone are compressed a second time before the model sees them."],
  evaluator: "retrieval",
  loadDataset: loadCaptionLists,
  // The reference copies the decoded images of this dataset, alone of all, and thereby compresses them a second time.
  transform: ({ corpus, ...others }) => ({ ...others, ...(corpus && { corpus: resavedImages(corpus, "image") }) }),
});
